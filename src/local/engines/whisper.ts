// whisper.cpp: many languages and punctuation; needs a model file.
import { access, readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findProgram } from '../programs/find-program.js';
import type { EngineKind, EngineSettings } from './engine.js';
import { readWhisper, shareOfWhisper } from './whisper-output/index.js';
import { withLoudness } from './whisper-output/loudness.js';

const name = 'whisper';

/** The usual folders of `ggml-*.bin`, most common first. */
const modelFolders = ({ env, home }: EngineSettings): readonly string[] => [
  join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'whisper'),
  join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'whisper'),
  join(home, 'whisper.cpp', 'models'),
  '/usr/local/share/whisper/models',
  '/usr/share/whisper.cpp/models',
  '/usr/share/whisper/models',
  '/opt/homebrew/share/whisper-cpp',
];

// Larger models are more accurate; the file name holds the size.
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

/** As much as a program may print; see lines.ts. */
const mostBytes = 64 * 1_048_576;

const readBounded = async (path: string): Promise<Buffer> => {
  const { size } = await stat(path);
  if (size > mostBytes) throw new Error('whisper.cpp wrote more than 64 MB');
  return readFile(path);
};

export const whisper: EngineKind = {
  name,
  auto: true,
  async find(settings) {
    const program = await findProgram('whisper-cli', settings.env, settings.platform);
    if (program === null) return 'whisper-cli is not installed';
    const model = await findModel(settings);
    if (model === null) return 'No whisper model: set one with --model or WHISPER_MODEL';
    return {
      name,
      async *transcribe(task) {
        const audio = await task.audio();
        const stem = join(task.workDir, 'whisper');
        // Models that hear speaker turns have it in their name; with others the flag does nothing useful.
        const turns = basename(model).includes('tdrz') ? ['-tdrz'] : [];
        const argv = [program, '-m', model, '-f', audio, '-l', 'auto', ...turns] as const;
        // The result is in the file it writes at the end, not in its output.
        const errorLine = (line: string): void => {
          const share = shareOfWhisper(line);
          if (share !== null) task.progress(share);
        };
        const full = [...argv, '-ojf', '-of', stem, '-np', '-pp'] as const;
        for await (const line of task.run(full, { errorLine })) void line;
        const file = await readBounded(`${stem}.json`);
        const found = withLoudness(audio, (loudness) => readWhisper(file, loudness));
        const { segments, language, dropped } = found;
        task.language(language);
        if (dropped > 0) task.log(`segments without speech left out: ${dropped}`);
        yield* segments;
      },
    };
  },
};
