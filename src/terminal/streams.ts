// The standard streams as commands see them. Tests have a twin that records.

/** 0 none, 1 sixteen colours, 2 256, 3 true colour: chalk's levels. */
export type ColorLevel = 0 | 1 | 2 | 3;

export interface OutStream {
  readonly isTTY: boolean;
  /** Width in columns: the terminal's, else `COLUMNS`, else Infinity (a file has no edge). */
  readonly columns: number;
  /** Height in lines: the terminal's, else `LINES`, else Infinity. */
  readonly rows: number;
  readonly colorLevel: ColorLevel;
  /** Resolves when the stream is ready for more; rejects with StreamClosed after EPIPE. */
  write(text: string): Promise<void>;
}

export interface InStream {
  readonly isTTY: boolean;
  /** All of it, decoded as UTF-8. */
  text(): Promise<string>;
  /** Line by line, without line ends. */
  lines(): AsyncIterable<string>;
}

export interface Choice {
  /** Shown in columns; the first one is cut where the terminal is narrow. */
  readonly cells: readonly string[];
  /** Not shown, but found by the filter. */
  readonly text: string;
}

export interface Io {
  readonly stdin: InStream;
  readonly stdout: OutStream;
  readonly stderr: OutStream;
  /** True where prompting is allowed: stdin and stderr are terminals and `--no-input` is absent. */
  readonly canPrompt: boolean;
  /** Asks on stderr, reads one line. `hidden` does not echo. Rejects with InputEnded, or with the reason of Ctrl-C. */
  prompt(question: string, options?: { readonly hidden?: boolean }): Promise<string>;
  /** Takes the whole terminal until the screen is closed; stdout must be a terminal. */
  screen(handlers: ScreenHandlers): Promise<Screen>;
  /** Starts a program that shows text page by page; null if it cannot be started. */
  pager(argv: readonly [string, ...string[]]): Promise<Pager | null>;
  /** A choice from a list on stderr: its index, null for Esc and Ctrl-C. One number after a list with `ASRCTL_ACCESSIBLE`. */
  pick(question: string, choices: readonly Choice[]): Promise<number | null>;
  /** Status lines on stderr: live lines on a terminal, nothing elsewhere and with `--quiet`. */
  progress(): Promise<Progress>;
}

/** The whole terminal: what was on it before comes back with `close`, or with the end of the process. */
export interface Screen {
  /** Replaces what is shown by these lines, which must not be wider or more than the terminal has. */
  draw(lines: readonly string[]): void;
  close(): void;
}

export interface ScreenHandlers {
  /** Called with each key; Ctrl-C is one (`\u0003`), no signal is sent. */
  readonly key: (pressed: string) => void;
  /** Called when the terminal has another size. */
  readonly resize: () => void;
}

/** A program that shows text page by page. */
export interface Pager {
  /** Rejects with StreamClosed after the user has ended the program. */
  write(text: string): Promise<void>;
  /** Resolves when the user has ended the program. */
  end(): Promise<void>;
}

/** What a long wait shows. All else that is written appears above the status lines. */
export interface Progress {
  /** Whether status lines are visible. */
  readonly animated: boolean;
  /** Replaces the status lines, which are asked for again as time passes; ignored where stderr is no terminal. */
  status(lines: () => readonly string[]): void;
  /** A line that stays. */
  line(text: string): void;
  stop(): void;
}

/** Thrown by `prompt` when stdin ends before an answer (Ctrl-D): the command cannot continue. */
export class InputEnded extends Error {
  override readonly name = 'InputEnded';
}

/** Thrown by `write` after the reader has gone (`| head -1`): not a failure, the program ends quietly. */
export class StreamClosed extends Error {
  override readonly name = 'StreamClosed';
}
