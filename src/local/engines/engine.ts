// What a speech engine is: one file here and one line in index.ts.
import type { Argv } from '../../argv.js';
import type { LocalSegment } from '../jobs/job.js';

export interface EngineTask {
  /** The media file itself, absolute. */
  readonly file: string;
  /** The requested part of it as 16 kHz mono 16-bit WAV, decoded at the first call. Throws MediaUnreadable. */
  audio(): Promise<string>;
  /** The job's own folder, deleted when the job ends. */
  readonly workDir: string;
  /** Runs a program and yields its standard output by lines; ends it when the job is stopped. */
  run(argv: Argv, options?: RunOptions): AsyncIterable<string>;
  /** The share of the audio that is done, 0 to 1. Only for engines that yield their segments at the end. */
  progress(share: number): void;
  /** The language that the engine detected, as ISO 639-1; null when it does not say. */
  language(code: string | null): void;
  /** A line for the log of the service, about this job. */
  log(line: string): void;
}

export interface RunOptions {
  /** Where the program runs; default: where the service runs. */
  readonly cwd?: string | undefined;
  /** Called with each line of its standard error. */
  readonly errorLine?: (line: string) => void;
}

export interface Engine {
  readonly name: string;
  /** Segments in order, times relative to the start of `audio()`. */
  transcribe(task: EngineTask): AsyncIterable<LocalSegment>;
}

/** The service's settings for engines, and where they may be found. */
export interface EngineSettings {
  /** `auto` or a name of the registry. */
  readonly engine: string;
  /** A model file of whisper.cpp. */
  readonly model: string | null;
  /** The user's command, with `{input}` for the path of the WAV file. */
  readonly command: Argv | null;
  /** Where that command runs: its relative words start there. */
  readonly commandDir: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

export interface EngineKind {
  readonly name: string;
  /** True when `auto` may choose it. */
  readonly auto: boolean;
  /** The engine, or one sentence that says what is missing. */
  find(settings: EngineSettings): Promise<Engine | string>;
}
