// A program that shows text page by page, as `PAGER` names it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { StreamClosed, type Pager } from './streams.js';

export interface PagerWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Kills the program. */
  readonly signal: AbortSignal;
  /** From now on Ctrl-C is for the program; the returned function takes it back. */
  readonly holdInterrupts: () => () => void;
}

/**
 * Starts the program, without a shell. `less` gets the options FRX (quit if it fits, colours, leave the text on the
 * screen) and `lv` -c, unless the environment has others: what git and gh do. Null if it cannot be started.
 */
export const openPager = async (
  [program, ...args]: readonly [string, ...string[]],
  { env, signal, holdInterrupts }: PagerWorld,
): Promise<Pager | null> => {
  const child = spawn(program, args, {
    env: { LESS: 'FRX', LV: '-c', ...env },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  try {
    await once(child, 'spawn');
  } catch {
    return null;
  }
  const release = holdInterrupts();
  const closed = once(child, 'close');
  const stop = (): void => void child.kill();
  signal.addEventListener('abort', stop, { once: true });
  child.stdin.on('error', () => {});
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        child.stdin.write(text, (error) => (error ? reject(new StreamClosed()) : resolve()));
      }),
    end: async () => {
      child.stdin.end();
      await closed;
      signal.removeEventListener('abort', stop);
      release();
    },
  };
};
