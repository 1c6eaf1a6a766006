// whisper.cpp: many languages, punctuation; needs a model file of the user's.
import { access, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../programs/find-program.js';
import type { EngineKind, EngineSettings } from './engine.js';
import { segmentsOfWhisper } from './whisper-output.js';

const name = 'whisper';

/** Where people and packages keep `ggml-*.bin`, best known first. */
const modelFolders = ({ env, home }: EngineSettings): readonly string[] => [
  join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'whisper'),
  join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'whisper'),
  join(home, 'whisper.cpp', 'models'),
  '/usr/local/share/whisper/models',
  '/usr/share/whisper.cpp/models',
  '/usr/share/whisper/models',
  '/opt/homebrew/share/whisper-cpp',
];

// Bigger models hear better; the file names say how big they are.
const sizes = ['tiny', 'base', 'small', 'medium', 'large'];
const sizeOf = (file: string): number => sizes.findIndex((size) => file.includes(size));

const modelIn = async (folder: string): Promise<string | null> => {
  const files = await readdir(folder).catch((): string[] => []);
  const models = files.filter((file) => /^ggml-.*\.bin$/.test(file));
  const [best] = models.toSorted((a, b) => sizeOf(b) - sizeOf(a) || a.localeCompare(b));
  return best === undefined ? null : join(folder, best);
};

const findModel = async (settings: EngineSettings): Promise<string | null> => {
  const named = settings.model ?? settings.env['WHISPER_MODEL'] ?? null;
  if (named !== null) {
    return access(named).then(
      () => named,
      () => null,
    );
  }
  for (const folder of modelFolders(settings)) {
    const model = await modelIn(folder);
    if (model !== null) return model;
  }
  return null;
};

export const whisper: EngineKind = {
  name,
  auto: true,
  async find(settings) {
    const program = await findProgram('whisper-cli', settings.env, settings.platform);
    if (program === null) return 'whisper-cli is not installed';
    const model = await findModel(settings);
    if (model === null) return 'No whisper model: name one with --model or WHISPER_MODEL';
    return {
      name,
      async *transcribe(task) {
        const audio = await task.audio();
        const stem = join(task.workDir, 'whisper');
        const argv = [program, '-m', model, '-f', audio, '-l', 'auto'] as const;
        // It prints as it goes; what counts is the file it writes at the end.
        for await (const line of task.run([...argv, '-ojf', '-of', stem, '-np'])) void line;
        yield* segmentsOfWhisper(await readFile(`${stem}.json`, 'utf8'));
      },
    };
  },
};
