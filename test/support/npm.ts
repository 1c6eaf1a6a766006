// npm as users run it, and the Node versions that it serves.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot, runProgram, type Ended } from './spawn.js';

// What `npm ci` fetched is in npm's cache already. An address that does not answer fails in a minute, with npm's own
// words; npm's default is ten.
const npmFlags =
  '--prefer-offline --no-audit --no-fund --ignore-scripts --fetch-timeout=20000 --fetch-retry-maxtimeout=10000';

/** How this machine reaches the registry. */
const network = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    /^(?:NODE_EXTRA_CA_CERTS|https?_proxy|no_proxy)$/i.test(name) && value ? [[name, value]] : [],
  ),
);

export const npm = (argv: readonly string[], cwd: string): Promise<Ended> =>
  runProgram('npm', [...argv, ...npmFlags.split(' ')], { cwd, env: network });

/** A time limit for packing and installing, with those retries. */
export const npmMs = 300_000;

/** The output of a run that must succeed. */
export const succeeded = ({ code, stdout, stderr }: Ended): string => {
  if (code !== 0) throw new Error(`npm ended with ${code}: ${stderr}`);
  return stdout.trim();
};

/** The lowest version of Node that package.json allows. */
export const lowestNode = async (): Promise<string> => {
  const { engines } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  return engines.node.replace('>=', '');
};

/**
 * The program `node` of this version, from the npm package that contains it for this platform; null where there is
 * none, or where it does not start (Node 26 needs libatomic). Kept in node_modules/.cache: a Node has 100 MB.
 */
export const nodeOf = async (version: string): Promise<string | null> => {
  const cache = join(projectRoot, 'node_modules', '.cache');
  const name = `node-${process.platform}-${process.arch}`;
  const kept = join(cache, `asrctl-node-${version}`);
  const program = join('node_modules', name, 'bin', 'node');
  const started = async (): Promise<string | null> => {
    const { code } = await runProgram(join(kept, program), ['--version']);
    return code === 0 ? join(kept, program) : null;
  };
  if (existsSync(join(kept, program))) return started();
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'asrctl-node-'));
  try {
    await writeFile(join(fresh, 'package.json'), '{"private":true}');
    const ended = await npm(['install', `${name}@${version}`], fresh);
    if (/E404|ETARGET/.test(ended.stderr)) return null;
    succeeded(ended);
    await rename(fresh, kept);
  } catch (error) {
    // Another test was first.
    if (!existsSync(join(kept, program))) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return started();
};
