// One job from file to result: decodes the requested part, runs the engine, and shifts the times so that
// they count from the start of the whole file.
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Argv } from '../../argv.js';
import { ChildFailed, linesOf } from '../programs/child.js';
import { audioMsOf, decode, type DecodeTools } from '../media/decode.js';
import { MediaUnreadable, OutputExists } from '../media/media-unreadable.js';
import type { Engine, RunOptions } from '../engines/engine.js';
import type { JobFault, LocalJob, LocalResult, LocalSegment } from './job.js';
import { MediaError } from '../media/media.js';
import { processMark } from '../programs/process-mark.js';
import { decodeLimitMs, engineLimitMs } from '../media/limits.js';

/** The audio holds no speech. Not an engine's failure: the cloud has its own code for it. */
export class NoSpeech extends Error {
  override readonly name = 'NoSpeech';
}

export interface Transcriber extends DecodeTools {
  readonly engine: Engine;
  /** Holds decoded audio while a job runs. */
  readonly tmpDir: string;
  readonly platform: NodeJS.Platform;
  /** Of the service. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called when a program starts for a job. */
  noteChild(id: string, pid: number, mark: string): void;
  /** The share of the work that is done, 0 to 1. */
  noteProgress(share: number): void;
  log(line: string): void;
}

/** Of the whole work: engines take many times longer than ffmpeg. */
const decodeShare = 0.05;

const shiftBy =
  (ms: number) =>
  (segment: LocalSegment): LocalSegment => ({
    ...segment,
    startMs: segment.startMs + ms,
    endMs: segment.endMs + ms,
    words: segment.words.map((word) => ({
      ...word,
      startMs: word.startMs + ms,
      endMs: word.endMs + ms,
    })),
  });

/** Runs programs for a job, each with a limit that is known when it starts. */
const runnerOf =
  (tools: Transcriber, job: LocalJob, signal: AbortSignal) => (limitMs: () => Promise<number>) =>
    async function* (argv: Argv, more: RunOptions = {}): AsyncGenerator<string> {
      const { platform, env } = tools;
      const started = (pid: number): void => {
        const mark = processMark(pid, platform);
        if (mark !== null) tools.noteChild(job.id, pid, mark);
      };
      const options = { ...more, platform, env, signal, started };
      yield* linesOf(argv, { ...options, limitMs: await limitMs() });
    };

const listen = async (
  tools: Transcriber,
  job: LocalJob,
  workDir: string,
  signal: AbortSignal,
): Promise<LocalResult> => {
  const within = runnerOf(tools, job, signal);
  const wav = join(workDir, 'audio.wav');
  let decoded: Promise<string> | null = null;
  const decoding = within(async () => decodeLimitMs((await stat(job.file)).size));
  const audio = (): Promise<string> =>
    (decoded ??= decode(decoding, tools, job, wav, (share) =>
      tools.noteProgress(share * decodeShare),
    ).then(() => wav));
  const run = within(async () => engineLimitMs(decoded === null ? null : await audioMsOf(wav)));
  const segments: LocalSegment[] = [];
  const progress = (share: number): void =>
    tools.noteProgress(decodeShare + share * (1 - decodeShare));
  let language: string | null = null;
  const task = {
    file: job.file,
    audio,
    workDir,
    run,
    progress,
    language: (code: string | null) => void (language = code),
    log: (line: string) => tools.log(`job ${job.id} ${line}`),
  };
  for await (const segment of tools.engine.transcribe(task)) {
    if (decoded !== null) progress(segment.endMs / Math.max(1, await audioMsOf(wav)));
    segments.push(shiftBy(job.startMs)(segment));
  }
  signal.throwIfAborted();
  if (segments.length === 0) throw new NoSpeech('No speech was recognised');
  const heardMs = (segments.at(-1)?.endMs ?? job.startMs) - job.startMs;
  const audioMs = decoded === null ? heardMs : await audioMsOf(wav);
  return { segments, audioMs, engine: tools.engine.name, language };
};

/**
 * Transcribes a job. Throws MediaUnreadable, NoSpeech, ChildFailed (an engine's failure), or the
 * signal's reason when aborted. Leaves no file behind.
 */
export const transcribe = async (
  tools: Transcriber,
  job: LocalJob,
  signal: AbortSignal,
): Promise<LocalResult> => {
  const workDir = join(tools.tmpDir, job.id);
  await mkdir(workDir, { recursive: true, mode: 0o700 });
  try {
    return await listen(tools, job, workDir, signal);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
};

/** The code and message of a failed job. The code for silence is the cloud's own; the others are this service's. */
export const faultOf = (error: unknown): JobFault => {
  if (error instanceof NoSpeech) {
    return { code: 'SpeechTranslationNoValidVocal', message: error.message };
  }
  if (error instanceof MediaUnreadable) {
    return { code: 'InvalidMedia.Unreadable', message: error.message };
  }
  if (error instanceof OutputExists)
    return { code: 'InvalidOutput.Exists', message: error.message };
  // The file was moved, or put somewhere else, after the submit.
  if (error instanceof MediaError) return { code: 'InvalidMedia.Gone', message: error.message };
  if (error instanceof ChildFailed) {
    const said = error.stderr.trim().split('\n').at(-1) ?? '';
    return {
      code: 'InternalError.Engine',
      message: `The speech engine failed: ${error.message}${said === '' ? '' : `: ${said}`}`,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'InternalError', message };
};
