// The service ended without warning, and started by many at once.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findService } from '../../src/local/client/find.js';
import { localPaths } from '../../src/local/process/paths.js';
import type { Keys } from '../../src/local/wire/wire.js';
import { popClient, type Call } from './official.js';
import { bundleProgram, endService, programSettings, removeBundle, start } from './process.js';
import { freshDir, until } from './support.js';

let program: string;
beforeAll(async () => {
  program = await bundleProgram();
});
afterAll(() => removeBundle(program));

/**
 * An engine that writes down when it begins and ends with a file, takes a while, and says the
 * file's own words. A shell script, since it must be a program of its own.
 */
const writeEngine = async (dir: string): Promise<{ engine: string; diary: string }> => {
  const engine = join(dir, 'engine.cjs');
  const diary = join(dir, 'diary');
  await writeFile(
    engine,
    `const { appendFileSync, statSync } = require('node:fs');
     const bytes = statSync(process.argv[2]).size;
     const note = (what) => appendFileSync(${JSON.stringify(diary)}, what + ' ' + bytes + ' ' + process.pid + '\\n');
     note('begin');
     setTimeout(() => {
       note('end');
       console.log(JSON.stringify([{ content: 'bytes ' + bytes, from: 0, to: 1 }]));
     }, 150);`,
  );
  await writeFile(diary, '');
  return { engine, diary };
};

/** A WAV of `ms` milliseconds of silence: each job's medium has a length of its own to be known by. */
const silence = async (dir: string, ms: number): Promise<string> => {
  const data = Buffer.alloc(ms * 32);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  const path = join(dir, `silence-${ms}.wav`);
  await writeFile(path, Buffer.concat([head, data]));
  return `file://${path}`;
};

const callOf = async (stateDir: string): Promise<{ call: Call; pid: number; keys: Keys }> => {
  const file = await findService(localPaths(stateDir).service);
  if (file === null) throw new Error('no service runs');
  const { accessKeyId, accessKeySecret, port } = file;
  const call = popClient(`127.0.0.1:${port}`, { accessKeyId, accessKeySecret }, 'POST');
  return { call, pid: file.pid, keys: file };
};

/** Files that one process worked on to the end while another one began with them. */
const overlaps = (diary: string): readonly string[] => {
  const lines = diary.trim().split('\n');
  return lines.flatMap((line, at) => {
    const [what, file = '', pid = ''] = line.split(' ');
    if (what !== 'end') return [];
    const began = lines.indexOf(`begin ${file} ${pid}`);
    const others = lines.slice(began + 1, at).filter((one) => one.startsWith(`begin ${file} `));
    return others.length > 0 ? [file] : [];
  });
};

describe('kill -9', () => {
  it('loses none of 30 jobs, runs none twice at once, and finishes all after a restart', async () => {
    const dir = await freshDir();
    const { engine, diary } = await writeEngine(dir);
    const settings = programSettings(dir, {
      engine: 'command',
      command: [process.execPath, engine, '{input}'],
      concurrency: 3,
    });
    try {
      await start(program, settings);
      const first = await callOf(settings.stateDir);
      const inputs = await Promise.all(
        Array.from({ length: 30 }, (_, index) => silence(dir, 100 + index)),
      );
      const ids = await Promise.all(
        inputs.map(async (InputFile) => {
          const { JobId } = await first.call('SubmitASRJob', { InputFile });
          return String(JobId);
        }),
      );
      expect(new Set(ids).size).toBe(30);

      // In the middle: some finished, some at it, most waiting.
      await until(
        () => readFile(diary, 'utf8'),
        (text) => text.split('\n').filter((line) => line.startsWith('end')).length >= 5,
      );
      process.kill(first.pid, 'SIGKILL');

      const again = await start(program, settings);
      expect(again.fresh).toBe(true);
      const second = await callOf(settings.stateDir);
      expect(second.keys.accessKeyId).toBe(first.keys.accessKeyId);
      const list = await until(
        () => second.call('ListSmartJobs', { MaxResults: '100' }),
        (body) =>
          (body['SmartJobList'] as { JobState: string }[]).every(
            ({ JobState }) => JobState === 'Finished',
          ),
      );
      const listed = (list['SmartJobList'] as { JobId: string }[]).map(({ JobId }) => JobId);
      expect(listed.toSorted()).toEqual(ids.toSorted());
      expect(list['TotalCount']).toBe('30');

      const texts = await Promise.all(
        ids.map(async (JobId) => (await second.call('GetSmartHandleJob', { JobId }))['Output']),
      );
      expect(texts.map((text) => (JSON.parse(String(text)) as object[])[0])).toEqual(
        inputs.map((_, index) => ({ content: `bytes ${44 + (100 + index) * 32}`, from: 0, to: 1 })),
      );

      // Engine processes of the killed service did not live on beside their successors.
      expect(overlaps(await readFile(diary, 'utf8'))).toEqual([]);
    } finally {
      await endService(settings.stateDir);
      await rm(dir, { recursive: true, force: true });
    }
  });
});

describe('start', () => {
  it('leaves exactly one service when ten race', async () => {
    const dir = await freshDir();
    const settings = programSettings(dir);
    try {
      const answers = await Promise.all(Array.from({ length: 10 }, () => start(program, settings)));
      expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
      expect(answers.filter(({ fresh }) => fresh)).toHaveLength(1);
      const log = await readFile(localPaths(settings.stateDir).log, 'utf8');
      expect(log.match(/listening on/g)).toHaveLength(1);
      expect(await start(program, settings)).toEqual({ pid: answers[0]?.pid, fresh: false });
    } finally {
      await endService(settings.stateDir);
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('says that the port is taken', async () => {
    const dir = await freshDir();
    const other = await freshDir();
    const taken = programSettings(dir);
    try {
      await start(program, taken);
      const found = await findService(localPaths(taken.stateDir).service);
      const settings = programSettings(other, { port: found?.port ?? null });
      await expect(start(program, settings)).rejects.toThrow(
        `port ${found?.port} on 127.0.0.1 is taken by another program`,
      );
    } finally {
      await endService(taken.stateDir);
      await rm(dir, { recursive: true, force: true });
      await rm(other, { recursive: true, force: true });
    }
  });

  it('stops by itself when idle', async () => {
    const dir = await freshDir();
    const settings = programSettings(dir, { idleMs: 200 });
    try {
      await start(program, settings);
      const { log } = localPaths(settings.stateDir);
      const text = await until(
        () => readFile(log, 'utf8'),
        (value) => value.includes(' stopped'),
      );
      expect(text).toContain('stopping: idle for 0 s');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
