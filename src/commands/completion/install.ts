// Puts the completion script where the shell of the user finds it, and takes it away again.
import type { Stats } from 'node:fs';
import { lstat, readFile, realpath, rm } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { Text } from '../../formats/output.js';
import { writeWhole } from '../outputs/write-file.js';
import { placeFor, type Place } from './place.js';
import { isOurScript, scriptOf, type Shell } from './scripts.js';

/** Where distributions and Homebrew put the loader of bash-completion. */
const loaders = [
  '/usr/share/bash-completion/bash_completion',
  '/usr/local/share/bash-completion/bash_completion',
  '/opt/homebrew/etc/profile.d/bash_completion.sh',
  '/usr/local/etc/profile.d/bash_completion.sh',
];

const statOf = (path: string): Promise<Stats | null> => lstat(path).catch(() => null);

const hasBashCompletion = async (): Promise<boolean> =>
  (await Promise.all(loaders.map(statOf))).some((stat) => stat !== null);

/** The nearest folder above the file that exists, without links. */
const realFolder = async (path: string): Promise<string> => {
  const folder = dirname(path);
  return (await statOf(folder)) === null ? realFolder(folder) : realpath(folder);
};

const refuse = (message: string, file: string): CliError =>
  new CliError(Exit.auth, message, {
    code: 'not_ours',
    hint: `Print the script and put it where you want it; this path is not changed: ${file}`,
  });

/** Throws exit 4 for a path that leads out of the home or belongs to another user, 9 for a file of another origin. */
const checkPlace = async (app: App, file: string): Promise<'absent' | 'ours'> => {
  const home = await realpath(app.home);
  const folder = await realFolder(file);
  const { uid } = app.processes;
  const isInside = folder === home || folder.startsWith(home + sep);
  const isForeign = (stat: Stats | null): boolean =>
    stat !== null && uid !== null && stat.uid !== uid;
  if (!isInside) throw refuse(`The folder of the script is outside of the home: ${folder}`, file);
  if (isForeign(await statOf(folder)))
    throw refuse(`The folder of the script belongs to another user: ${folder}`, file);
  const stat = await statOf(file);
  if (stat === null) return 'absent';
  if (stat.isSymbolicLink()) throw refuse(`The script is a link: ${file}`, file);
  if (isForeign(stat)) throw refuse(`The script belongs to another user: ${file}`, file);
  if (stat.isFile() && isOurScript(await readFile(file, 'utf8'))) return 'ours';
  throw new CliError(Exit.exists, `There is a file that asrctl has not written: ${file}`, {
    hint: 'Move it away, then run the command again.',
  });
};

const needsLine = async ({ startUp }: Place): Promise<boolean> => {
  if (startUp === null) return false;
  const text = await readFile(startUp.file, 'utf8').catch(() => '');
  return !text.includes(startUp.mark);
};

/** Writes the script; says what else the shell needs. The path goes to stdout. */
export const install = async (app: App, shell: Shell): Promise<Text> => {
  const place = placeFor(shell, app, await hasBashCompletion());
  const script = await scriptOf(app, shell);
  await checkPlace(app, place.file);
  await writeWhole(place.file, [script], { replace: true });
  app.tools.notice(`Completion for ${shell} is installed. New shells use it.`);
  if (place.startUp !== null && (await needsLine(place)))
    app.tools.notice(`Add this line to ${place.startUp.file}: ${place.startUp.line}`);
  return { kind: 'text', text: [`${place.file}\n`] };
};

/** Removes the script, if it is there. The path goes to stdout. */
export const uninstall = async (app: App, shell: Shell): Promise<Text | void> => {
  const { file, startUp } = placeFor(shell, app, true);
  if ((await checkPlace(app, file)) === 'absent')
    return app.tools.notice(`Completion for ${shell} is not installed: there is no ${file}`);
  await rm(file);
  const more = startUp === null ? '' : ` Lines in ${startUp.file} stay.`;
  app.tools.notice(`Completion for ${shell} is removed.${more}`);
  return { kind: 'text', text: [`${file}\n`] };
};
