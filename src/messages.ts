// What the program prints on stderr, in order: lines for people, or one JSON object per line for scripts.
import type { CliError } from './errors.js';
import { escapeSteering } from './formats/records/raw-json.js';
import type { OutStream } from './terminal/streams.js';
import type * as text from './terminal/text.js';

type SafeText = typeof text;

export interface MessageMode {
  /** `--json` or `--format jsonl`. */
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export interface Messages {
  /** Says what was done or is assumed; nothing with `--quiet`. */
  readonly notice: (line: string) => void;
  /** Shows a call or a retry; only with `--verbose`. */
  readonly trace: (line: string) => void;
  /** Resolves when the error is written. */
  readonly error: (error: CliError) => Promise<void>;
  /** Resolves when everything said so far is written. */
  settle(): Promise<void>;
}

/** More than any service's code or request id has. */
const longestCode = 200;

const peopleError = (error: CliError, verbose: boolean, { safeBlock, safeLine }: SafeText) => {
  const id = error.requestId === null ? '' : ` (request id ${safeLine(error.requestId)})`;
  const hint = error.hint === null ? '' : `${safeBlock(error.hint)}\n`;
  const { cause } = error;
  const stack = verbose && cause instanceof Error ? `${cause.stack ?? cause.message}\n` : '';
  return `asrctl: ${safeLine(error.message)}${id}\n${hint}${safeBlock(stack)}`;
};

const scriptError = (error: CliError, { safeLine }: SafeText): object => {
  const clean = (text: string): string => safeLine(text.slice(0, longestCode));
  const { error: fields } = error.toJSON();
  const requestId = error.requestId === null ? null : clean(error.requestId);
  return { error: { ...fields, code: clean(error.code), requestId } };
};

/** Messages on one stream; `mode` is asked with each, since flags are parsed after the stream exists. */
export const messagesTo = (stderr: OutStream, mode: () => MessageMode): Messages => {
  let written = Promise.resolve();
  const jsonLine = (value: object): string => {
    const text = JSON.stringify(value);
    return `${stderr.isTTY ? escapeSteering(text) : text}\n`;
  };
  const write = (make: (safe: SafeText) => string): Promise<void> => {
    const before = written;
    written = (async () => {
      await before;
      try {
        await stderr.write(make(await import('./terminal/text.js')));
      } catch {
        // If stderr is closed, messages are lost and the command continues.
      }
    })();
    return written;
  };
  const line = (key: 'notice' | 'trace', text: string): void => {
    const { json } = mode();
    void write(({ safeLine }) => (json ? jsonLine({ [key]: text }) : `${safeLine(text)}\n`));
  };
  return {
    notice: (text) => (mode().quiet ? undefined : line('notice', text)),
    trace: (text) => (mode().verbose ? line('trace', text) : undefined),
    error: (error) => {
      const { json, verbose } = mode();
      return write((safe) =>
        json ? jsonLine(scriptError(error, safe)) : peopleError(error, verbose, safe),
      );
    },
    settle: () => written,
  };
};
