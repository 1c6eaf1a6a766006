// Exports of one file, for tests.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportTracks, type Options } from '../../../src/commands/export.js';
import { printed, smallApp, type Setting, type SmallApp } from '../../support/small-app.js';

export const raw = (more: Partial<Options> = {}): Options => ({ style: 'raw', ...more });

export const put = (app: SmallApp, files: Record<string, string>): void => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app.cwd, name), text);
};

/** What export prints for a file of this text. */
export const onStdout = async (
  text: string,
  setting: Setting,
  options: Options,
): Promise<string> => {
  const app = smallApp(setting);
  put(app, { 'talk.json': text });
  return printed(await exportTracks(app, ['talk.json'], options));
};
