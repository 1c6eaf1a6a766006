// The service's log as text, up to now or as it grows.
import { open, stat } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

const pollMs = 250;
const pieceBytes = 65_536;

/** From `offset` to the end; yields nothing when the file is not there. */
async function* readFrom(path: string, offset: number, decoder: StringDecoder) {
  const handle = await open(path).catch(() => null);
  if (handle === null) return;
  try {
    const buffer = Buffer.alloc(pieceBytes);
    for (let at = offset; ;) {
      const { bytesRead } = await handle.read(buffer, 0, pieceBytes, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield { text: decoder.write(buffer.subarray(0, bytesRead)), at };
    }
  } finally {
    await handle.close();
  }
}

const fileState = async (path: string): Promise<{ inode: number; size: number }> => {
  const info = await stat(path).catch(() => null);
  return { inode: info?.ino ?? 0, size: info?.size ?? 0 };
};

/**
 * The text of the log. With `sleep`, continues as lines are added and the file is replaced by a
 * new one, until `sleep` rejects.
 */
export async function* logText(
  path: string,
  sleep: ((ms: number) => Promise<void>) | null,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let { inode: current } = await fileState(path);
  let offset = 0;
  for (;;) {
    for await (const { text, at } of readFrom(path, offset, decoder)) {
      offset = at;
      yield text;
    }
    if (sleep === null) return;
    await sleep(pollMs);
    const { inode, size } = await fileState(path);
    if (inode === current && size >= offset) continue;
    current = inode;
    offset = 0;
  }
}
