// Every speech engine, best first: `auto` takes the first that is installed.
import { command } from './command.js';
import type { Engine, EngineKind, EngineSettings } from './engine.js';
import { fake } from './fake.js';
import { pocketsphinx } from './pocketsphinx.js';
import { whisper } from './whisper.js';

const kinds: readonly EngineKind[] = [whisper, pocketsphinx, command, fake];

/** The values of `--engine`. */
export const engineNames: readonly string[] = ['auto', ...kinds.map((kind) => kind.name)];

/** The engine of the settings, or one sentence that says what is missing. */
export const findEngine = async (settings: EngineSettings): Promise<Engine | string> => {
  if (settings.engine !== 'auto') {
    const kind = kinds.find(({ name }) => name === settings.engine);
    return kind === undefined ? `There is no engine named ${settings.engine}` : kind.find(settings);
  }
  for (const kind of kinds.filter(({ auto }) => auto)) {
    const found = await kind.find(settings);
    if (typeof found !== 'string') return found;
  }
  return 'No speech engine is installed';
};
