// What the queue does with a job: finds the tools, checks the files again, and runs it.
import type { Argv } from '../../argv.js';
import type { Engine, EngineSettings } from '../engines/engine.js';
import { chooseEngine } from '../engines/index.js';
import { applyJobFault } from '../faults/active-faults.js';
import type { FaultInjection } from '../faults/apply.js';
import type { DecodeTools } from '../media/decode.js';
import type { Look } from '../media/admit.js';
import type { Media } from '../media/media.js';
import { linesOf } from '../programs/child.js';
import { findProgram } from '../programs/find-program.js';
import { produce } from '../production/produce.js';
import type { ProductionRequest } from '../production/request.js';
import { engineMissing } from '../wire/wire.js';
import type { LocalJob, LocalResult } from './job.js';
import type { ProgressBoard } from './job-progress.js';
import type { Store } from './store.js';
import { transcribe } from './transcribe-job.js';

/** A header on a slow network folder. The client waits 15 s for the answer. */
const lookLimitMs = 10_000;

interface Tools extends DecodeTools {
  readonly engine: Engine;
}

interface FoundTools {
  /** Null when something is missing. */
  readonly tools: Tools | null;
  /** Why this engine, or what is missing. */
  readonly reason: string;
}

// Searched for each job: an engine may be installed while the service runs.
const findTools = async (settings: EngineSettings): Promise<FoundTools> => {
  const { engine, reason } = await chooseEngine(settings);
  if (engine === null) return { tools: null, reason };
  const ffmpeg = await findProgram('ffmpeg', settings.env, settings.platform);
  const ffprobe = await findProgram('ffprobe', settings.env, settings.platform);
  if (ffmpeg !== null) return { tools: { engine, ffmpeg, ffprobe }, reason };
  return engine.name === 'fake'
    ? { tools: { engine, ffmpeg: 'ffmpeg', ffprobe: null }, reason }
    : { tools: null, reason: 'ffmpeg is not installed' };
};

/** What probes a file before it is submitted; null where engines read no media, or the tools are missing. */
export const lookOf = async (settings: EngineSettings): Promise<Look | null> => {
  const { tools } = await findTools(settings);
  if (tools === null || tools.ffprobe === null || tools.engine.name === 'fake') return null;
  const { ffmpeg, ffprobe } = tools;
  const { env, platform } = settings;
  const { signal } = new AbortController();
  const run = (argv: Argv): AsyncIterable<string> =>
    linesOf(argv, { env, platform, signal, started: () => undefined, limitMs: lookLimitMs });
  return { ffmpeg, ffprobe, run };
};

export interface EngineInUse {
  /** Null when it or ffmpeg is not installed. */
  readonly engine: string | null;
  /** Why this one, or what is missing. */
  readonly reason: string;
}

/** The engine that jobs run on. */
export const engineInUse = async (settings: EngineSettings): Promise<EngineInUse> => {
  const { tools, reason } = await findTools(settings);
  return { engine: tools?.engine.name ?? null, reason };
};

// Everything that a job reads; production jobs may name several audio files.
const filesOf = (job: LocalJob): readonly string[] =>
  job.protocol === 'production'
    ? [job.file, ...(job.request as ProductionRequest).more]
    : [job.file];

export interface JobContext {
  readonly settings: EngineSettings;
  readonly tmpDir: string;
  readonly media: Media;
  readonly faults: FaultInjection;
  readonly store: Pick<Store, 'noteChild'>;
  readonly progress: Pick<ProgressBoard, 'note'>;
  readonly log: (line: string) => void;
}

/** Runs one job. Rejects when it fails, or with the signal's reason. */
export const runJob =
  ({ settings, tmpDir, media, faults, store, progress, log }: JobContext) =>
  async (job: LocalJob, signal: AbortSignal): Promise<LocalResult> => {
    const noteChild: Store['noteChild'] = (...child) => store.noteChild(...child);
    const { env, platform } = settings;
    const shared = { platform, env, noteChild, tmpDir };
    await applyJobFault(faults.activeFaults, job.id, faults.sleep, signal);
    for (const file of filesOf(job)) await media.recheck(file, job.granted);
    if (job.protocol === 'production') {
      const ffmpeg = await findProgram('ffmpeg', env, platform);
      if (ffmpeg === null) throw new Error('ffmpeg is not installed');
      const ffprobe = await findProgram('ffprobe', env, platform);
      return produce({ ...shared, ffmpeg, ffprobe }, job, signal);
    }
    const { tools, reason } = await findTools(settings);
    if (tools === null) throw new Error(`${engineMissing} (${reason})`);
    const noteProgress = (share: number): void => progress.note(job.id, share);
    return transcribe({ ...shared, ...tools, noteProgress, log }, job, signal);
  };
