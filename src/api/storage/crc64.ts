// CRC-64 as OSS and COS report it of their objects (ECMA-182 polynomial, reflected, inverted at both
// ends: CRC-64/XZ). Eight bytes at a time over eight tables, as Intel's "slicing-by-8" does it, in two
// halves of 32 bits since BigInt is far too slow for recordings of gigabytes.
import { createReadStream } from 'node:fs';

const tables = 8;
const high = new Uint32Array(256 * tables);
const low = new Uint32Array(256 * tables);

for (let byte = 0; byte < 256; byte += 1) {
  let value = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) {
    value = (value & 1n) === 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
  }
  high[byte] = Number(value >> 32n);
  low[byte] = Number(value & 0xffffffffn);
}
// Table n holds the effect of a byte on the sum when n more bytes follow it.
for (let at = 256; at < 256 * tables; at += 1) {
  const [h, l] = [high[at - 256] as number, low[at - 256] as number];
  const next = l & 0xff;
  low[at] = ((l >>> 8) | (h << 24)) ^ (low[next] as number);
  high[at] = (h >>> 8) ^ (high[next] as number);
}

interface Sum {
  high: number;
  low: number;
}

const addBytes = (sum: Sum, bytes: Uint8Array, from: number): void => {
  let { high: h, low: l } = sum;
  for (let i = from; i < bytes.length; i += 1) {
    const at = (l ^ (bytes[i] as number)) & 0xff;
    l = ((l >>> 8) | (h << 24)) ^ (low[at] as number);
    h = (h >>> 8) ^ (high[at] as number);
  }
  sum.high = h;
  sum.low = l;
};

const add = (sum: Sum, bytes: Buffer): void => {
  let { high: h, low: l } = sum;
  const whole = bytes.length - (bytes.length % 8);
  for (let i = 0; i < whole; i += 8) {
    const a = l ^ bytes.readInt32LE(i);
    const b = h ^ bytes.readInt32LE(i + 4);
    const t0 = 1792 + (a & 0xff);
    const t1 = 1536 + ((a >>> 8) & 0xff);
    const t2 = 1280 + ((a >>> 16) & 0xff);
    const t3 = 1024 + (a >>> 24);
    const t4 = 768 + (b & 0xff);
    const t5 = 512 + ((b >>> 8) & 0xff);
    const t6 = 256 + ((b >>> 16) & 0xff);
    const t7 = b >>> 24;
    l = low[t0]! ^ low[t1]! ^ low[t2]! ^ low[t3]! ^ low[t4]! ^ low[t5]! ^ low[t6]! ^ low[t7]!;
    h =
      high[t0]! ^ high[t1]! ^ high[t2]! ^ high[t3]! ^ high[t4]! ^ high[t5]! ^ high[t6]! ^ high[t7]!;
  }
  sum.high = h;
  sum.low = l;
  addBytes(sum, bytes, whole);
};

/** The sum of bytes that come in pieces, unsigned decimal. */
export const crc64 = async (pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<string> => {
  const sum: Sum = { high: 0xffffffff, low: 0xffffffff };
  for await (const piece of pieces) add(sum, piece);
  return ((BigInt(~sum.high >>> 0) << 32n) | BigInt(~sum.low >>> 0)).toString();
};

/** The sum of a file. Rejects with the system's error when it cannot be read, or the signal's reason. */
export const crc64OfFile = async (path: string, signal: AbortSignal): Promise<string> => {
  const stream = createReadStream(path, { highWaterMark: 1024 * 1024 });
  async function* pieces(): AsyncGenerator<Buffer> {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      yield piece;
    }
  }
  return crc64(pieces());
};
