// Every speech engine, best first: `auto` takes the first that is installed.
import { command } from './command.js';
import type { Engine, EngineKind, EngineSettings } from './engine.js';
import { fake } from './fake.js';
import { pocketsphinx } from './pocketsphinx.js';
import { whisper } from './whisper.js';

const kinds: readonly EngineKind[] = [whisper, pocketsphinx, command, fake];

/** The values of `--engine`. */
export const engineNames: readonly string[] = ['auto', ...kinds.map((kind) => kind.name)];

export interface EngineChoice {
  /** Null when it is not installed. */
  readonly engine: Engine | null;
  /** Why this one, or what is missing. */
  readonly reason: string;
}

const named = async (settings: EngineSettings): Promise<EngineChoice> => {
  const kind = kinds.find(({ name }) => name === settings.engine);
  const found = (await kind?.find(settings)) ?? `There is no engine named ${settings.engine}`;
  return typeof found === 'string'
    ? { engine: null, reason: found }
    : { engine: found, reason: 'set with --engine' };
};

/** The engine of the settings, with the reason for the choice. */
export const chooseEngine = async (settings: EngineSettings): Promise<EngineChoice> => {
  if (settings.engine !== 'auto') return named(settings);
  const missing: string[] = [];
  for (const kind of kinds.filter(({ auto }) => auto)) {
    const engine = await kind.find(settings);
    if (typeof engine !== 'string')
      return { engine, reason: ['the best engine installed', ...missing].join('; ') };
    missing.push(engine);
  }
  return { engine: null, reason: missing.join('; ') };
};
