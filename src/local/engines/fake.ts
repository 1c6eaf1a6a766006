// An engine for load tests: no speech, no decoding, the same words for the same file. Used only with
// `--engine fake`.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { EngineKind } from './engine.js';
import type { LocalSegment, LocalWord } from '../jobs/job.js';
import { MediaUnreadable } from '../media/media-unreadable.js';

const vocabulary = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron'];
const headBytes = 65_536;
const wordMs = 500;
const wordsPerSegment = 4;
const segments = 3;

const digestOf = async (file: string): Promise<Buffer> => {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    if (bytesRead === 0) throw new MediaUnreadable('The file is empty');
    return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest();
  } finally {
    await handle.close();
  }
};

/** Three segments of four words, half a second each, chosen by the digest of the file's first 64 KiB. */
export const fakeSegments = (digest: Uint8Array): readonly LocalSegment[] =>
  Array.from({ length: segments }, (_, index) => {
    const startMs = index * (wordsPerSegment + 1) * wordMs;
    const words = Array.from({ length: wordsPerSegment }, (_, place): LocalWord => {
      const byte = digest[index * wordsPerSegment + place] ?? 0;
      const text = vocabulary[byte % vocabulary.length] ?? '';
      const from = startMs + place * wordMs;
      return { startMs: from, endMs: from + wordMs, text, confidence: 1 };
    });
    const text = words.map((word) => word.text).join(' ');
    return { startMs, endMs: startMs + wordsPerSegment * wordMs, text, words };
  });

export const fake: EngineKind = {
  name: 'fake',
  auto: false,
  find: () =>
    Promise.resolve({
      name: 'fake',
      async *transcribe(task) {
        yield* fakeSegments(await digestOf(task.file));
      },
    }),
};
