// Settings of the project file as defaults of a command's own flags.
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import type { ProjectSettings } from '../profiles/project.js';

/** Keys of the project file and the flags that they are defaults of, in commander's spelling. */
const flagOf: readonly (readonly [key: keyof ProjectSettings, flag: string])[] = [
  ['language', 'language'],
  ['style', 'style'],
  ['format', 'outputFormat'],
  ['output', 'outputDir'],
  ['dictionary', 'dictionary'],
];

/** Sets every such flag that the command has and that was not given. Throws exit 2 for a broken project file. */
export const applyProject = async (app: App, command: CommandUnknownOpts): Promise<void> => {
  const open = flagOf.flatMap(([key, flag]) => {
    const option = command.options.find((one) => one.attributeName() === flag);
    const given = command.getOptionValueSource(flag);
    return option === undefined || given === 'cli' ? [] : [{ key, flag, option }];
  });
  if (open.length === 0) return;
  const project = await (await app.profiles()).project();
  for (const { key, flag, option } of open) {
    const value = project?.[key] ?? null;
    if (value === null) continue;
    const parsed =
      option.parseArg === undefined ? value : option.parseArg(value, undefined as never);
    command.setOptionValueWithSource(flag, parsed, 'config');
  }
};
