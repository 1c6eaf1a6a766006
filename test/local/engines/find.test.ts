// Which engine is taken, and how each is run: stand-ins on PATH that say what they were asked.
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Argv } from '../../../src/argv.js';
import { linesOf } from '../../../src/local/programs/child.js';
import type { Engine, EngineSettings, RunOptions } from '../../../src/local/engines/engine.js';
import { chooseEngine, engineNames } from '../../../src/local/engines/index.js';
import type { LocalSegment } from '../../../src/local/jobs/job.js';
import { freshDir } from '../support.js';

let dir: string;
/** What the engine said of its progress. */
let shares: number[] = [];
let bin: string;
beforeEach(async () => {
  dir = await freshDir();
  bin = join(dir, 'bin');
  shares = [];
  await mkdir(bin);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const settings = (more: Partial<EngineSettings> = {}): EngineSettings => ({
  engine: 'auto',
  model: null,
  command: null,
  commandDir: null,
  env: { PATH: bin },
  home: dir,
  platform: 'linux',
  ...more,
});

/** A program of that name; `script` is JavaScript that sees its arguments as `args`. */
const program = async (name: string, script: string): Promise<void> => {
  const note = `require('node:fs').writeFileSync(${JSON.stringify(join(dir, 'args'))}, JSON.stringify(args));`;
  const text = `#!${process.execPath}\nconst args = process.argv.slice(2);\n${note}\n${script}\n`;
  await writeFile(join(bin, name), text);
  await chmod(join(bin, name), 0o755);
};

const found = async (more: Partial<EngineSettings> = {}): Promise<Engine> => {
  const { engine, reason } = await chooseEngine(settings(more));
  if (engine === null) throw new Error(reason);
  return engine;
};

/** Why an engine is not there. */
const missing = async (more: Partial<EngineSettings> = {}): Promise<string> => {
  const { engine, reason } = await chooseEngine(settings(more));
  expect(engine).toBeNull();
  return reason;
};

const listen = async (engine: Engine): Promise<LocalSegment[]> => {
  const { signal } = new AbortController();
  const run = (argv: Argv, more: RunOptions = {}): AsyncIterable<string> =>
    linesOf(argv, {
      ...more,
      platform: 'linux',
      env: process.env,
      signal,
      started: () => undefined,
      limitMs: 60_000,
    });
  const segments: LocalSegment[] = [];
  const audio = (): Promise<string> => Promise.resolve('/a b.wav');
  const progress = (share: number): void => void shares.push(share);
  const language = (): void => undefined;
  const task = { file: '/x', audio, workDir: dir, run, progress, language, log: language };
  for await (const segment of engine.transcribe(task)) {
    segments.push(segment);
  }
  return segments;
};

const asked = async (): Promise<readonly string[]> =>
  JSON.parse(await readFile(join(dir, 'args'), 'utf8')) as string[];

describe('auto', () => {
  it('is whisper with a model, then PocketSphinx, then nothing', async () => {
    expect(await missing()).toBe('whisper-cli is not installed; PocketSphinx is not installed');
    await program('pocketsphinx_continuous', '');
    expect((await found()).name).toBe('pocketsphinx');
    expect((await chooseEngine(settings())).reason).toBe(
      'the best engine installed; whisper-cli is not installed',
    );
    await program('whisper-cli', '');
    expect((await found()).name).toBe('pocketsphinx');
    const model = join(dir, 'my-model.bin');
    await writeFile(model, '');
    expect((await found({ model })).name).toBe('whisper');
    expect((await found({ env: { PATH: bin, WHISPER_MODEL: model } })).name).toBe('whisper');
  });

  it('never takes the one for load tests', async () => {
    expect(engineNames).toContain('fake');
    expect(await missing()).not.toContain('fake');
    expect(await chooseEngine(settings({ engine: 'fake' }))).toMatchObject({
      engine: { name: 'fake' },
      reason: 'set with --engine',
    });
  });
});

describe('an engine asked for by name', () => {
  it('says what it lacks', async () => {
    expect(await missing({ engine: 'whisper' })).toBe('whisper-cli is not installed');
    await program('whisper-cli', '');
    expect(await missing({ engine: 'whisper', model: '/absent' })).toMatch(/^No whisper model/);
    expect(await missing({ engine: 'pocketsphinx' })).toMatch(/not installed/);
    expect(await missing({ engine: 'command' })).toMatch(/--engine-command/);
    expect(await missing({ engine: 'siri' })).toBe('There is no engine named siri');
  });
});

describe('whisper.cpp', () => {
  it('reads the biggest model of the usual folders and writes its JSON beside the audio', async () => {
    const models = join(dir, '.cache', 'whisper');
    await mkdir(models, { recursive: true });
    for (const size of ['tiny.en', 'small', 'base']) {
      await writeFile(join(models, `ggml-${size}.bin`), '');
    }
    await program(
      'whisper-cli',
      `const stem = args[args.indexOf('-of') + 1];
       const piece = { text: ' Yes.', offsets: { from: 10, to: 900 } };
       process.stderr.write('whisper_print_progress_callback: progress =   5%\\nprogress = 100%\\n');
       require('node:fs').writeFileSync(stem + '.json', JSON.stringify({ transcription: [piece] }));`,
    );
    expect(await listen(await found())).toEqual([
      { startMs: 10, endMs: 900, text: 'Yes.', words: [] },
    ]);
    expect(shares).toEqual([0.05, 1]);
    expect((await asked()).slice(0, 6)).toEqual([
      '-m',
      join(models, 'ggml-small.bin'),
      '-f',
      '/a b.wav',
      '-l',
      'auto',
    ]);
  });
});

describe('PocketSphinx', () => {
  it('of version 5 is preferred, and read as lines of JSON', async () => {
    await program('pocketsphinx_continuous', '');
    await program(
      'pocketsphinx',
      `console.log(JSON.stringify({ b: 0, d: 1, t: 'hi', w: [{ b: 0.1, d: 0.2, p: 0.9, t: 'hi' }] }));`,
    );
    expect((await listen(await found())).map(({ text }) => text)).toEqual(['hi']);
    expect(await asked()).toEqual(['-loglevel', 'ERROR', 'live', '/a b.wav']);
  });

  it('of version 5prealpha is asked for times', async () => {
    await program('pocketsphinx_continuous', `console.log('hi\\nhi 0.100 0.290 0.9');`);
    expect(await listen(await found())).toEqual([
      {
        startMs: 100,
        endMs: 300,
        text: 'hi',
        words: [{ startMs: 100, endMs: 300, text: 'hi', confidence: 0.9 }],
      },
    ]);
    expect(await asked()).toEqual(['-infile', '/a b.wav', '-time', 'yes', '-logfn', '/dev/null']);
  });
});

describe('a command', () => {
  it('gets the audio and is read as what it prints', async () => {
    await program('mine', `console.log('1\\n00:00:00,000 --> 00:00:01,000\\nhello\\n');`);
    const command = [join(bin, 'mine'), '--wav={input}'] as const;
    expect((await listen(await found({ engine: 'command', command }))).map((s) => s.text)).toEqual([
      'hello',
    ]);
    expect(await asked()).toEqual(['--wav=/a b.wav']);
  });
});
