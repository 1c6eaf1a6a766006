// The program bundled as it ships, in a folder of its own: for tests that need processes of what is in src/ now.
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type InputOptions, type OutputOptions } from 'rolldown';
import { projectRoot } from './spawn.js';

export interface Bundled {
  /** To be run with node. */
  readonly launcher: string;
  remove(): Promise<void>;
}

/** Inside the repository, so that libsql is found. */
export const bundleProgram = async (name: string): Promise<Bundled> => {
  const folder = join(projectRoot, 'node_modules', '.cache', `asrctl-${name}-${process.pid}`);
  const at = pathToFileURL(join(projectRoot, '.config', 'bundle.mjs')).href;
  const { bundle } = (await import(at)) as { bundle: InputOptions & { output: OutputOptions } };
  await build({ ...bundle, output: { ...bundle.output, dir: join(folder, 'dist') } });
  await cp(join(projectRoot, 'bin'), join(folder, 'bin'), { recursive: true });
  const launcher = join(folder, 'bin', 'asrctl.cjs');
  await writeFile(join(folder, 'package.json'), '{"version":"0.0.0-test"}');
  return { launcher, remove: () => rm(folder, { recursive: true, force: true }) };
};
