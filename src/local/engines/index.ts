// Every speech engine, best first: `auto` takes the first that is installed.
import { command } from './command.js';
import type { Engine, EngineKind, EngineSettings } from './engine.js';
import { fake } from './fake.js';
import { pocketsphinx } from './pocketsphinx.js';
import { whisper } from './whisper.js';

const kinds: readonly EngineKind[] = [whisper, pocketsphinx, command, fake];

/** What `--engine` may be. */
export const engineNames: readonly string[] = ['auto', ...kinds.map((kind) => kind.name)];

/** The engine the settings ask for, or one sentence that says what is missing. */
export const findEngine = async (settings: EngineSettings): Promise<Engine | string> => {
  if (settings.engine !== 'auto') {
    const kind = kinds.find(({ name }) => name === settings.engine);
    return kind === undefined ? `No engine is called ${settings.engine}` : kind.find(settings);
  }
  for (const kind of kinds.filter(({ auto }) => auto)) {
    const found = await kind.find(settings);
    if (typeof found !== 'string') return found;
  }
  return 'No speech engine is installed';
};
