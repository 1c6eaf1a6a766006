// `local setup`: shows its commands, asks for confirmation, and runs them.
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import {
  installCommands,
  missingParts,
  type Part,
  type Surroundings,
} from '../../local/setup/setup.js';
import { isRoot, runVisibly } from '../../local/setup/install.js';

const names: Record<Part, string> = {
  ffmpeg: 'ffmpeg',
  pocketsphinx: 'PocketSphinx',
  model: 'its US English model',
};

const list = (parts: readonly Part[]): string => parts.map((part) => names[part]).join(', ');

const said = (text: string): Output => ({ kind: 'text', text: [`${text}\n`] });

const confirm = async (app: App, yes: boolean): Promise<void> => {
  if (yes) return;
  if (!app.io.canPrompt) {
    throw new CliError(Exit.usage, 'Nothing was installed: confirmation required', {
      hint: 'Run `asrctl local setup --yes` to install without a question.',
    });
  }
  const answer = await app.io.prompt('Run this? [y/N] ');
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new CliError(Exit.error, 'Nothing was installed', {
      hint: 'Run the commands above yourself, or run `asrctl local setup --yes`.',
    });
  }
};

/** Installs what is missing. Exit 2 without a way to ask, 1 when the package manager fails or is unknown. */
export const setup = async (app: App, options: { yes?: true }): Promise<Output> => {
  const around: Surroundings = { env: app.env, platform: app.platform, isRoot: isRoot() };
  const parts = await missingParts(around);
  if (parts.length === 0) return said('The speech engine is installed: PocketSphinx and ffmpeg.');
  const commands = await installCommands(parts, around);
  if (commands === null || commands.length === 0) {
    throw new CliError(Exit.error, `The packages of this system do not include: ${list(parts)}`, {
      hint: 'Install PocketSphinx or whisper.cpp, and ffmpeg, yourself; then run `asrctl local status`.',
    });
  }
  app.tools.notice(`Missing: ${list(parts)}. These commands install it:`);
  for (const argv of commands) app.tools.notice(`  ${argv.join(' ')}`);
  await confirm(app, options.yes === true);
  for (const argv of commands) {
    const code = await runVisibly(argv, app.env);
    if (code === 0) continue;
    throw new CliError(
      Exit.error,
      `${argv.join(' ')} failed${code === null ? '' : ` with ${code}`}.`,
      {
        hint: 'See its messages above. Run it yourself, then run `asrctl local setup` again.',
      },
    );
  }
  const left = await missingParts(around);
  if (left.length > 0) {
    throw new CliError(Exit.error, `Still missing after installing: ${list(left)}`, {
      hint: 'Install it yourself, then run `asrctl local status`.',
    });
  }
  return said(`Installed: ${list(parts)}.`);
};
