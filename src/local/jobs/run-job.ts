// What the queue does with a job: finds the tools, checks the files again, and runs it.
import type { Engine, EngineSettings } from '../engines/engine.js';
import { findEngine } from '../engines/index.js';
import { applyJobFault } from '../faults/active-faults.js';
import type { FaultInjection } from '../faults/apply.js';
import type { DecodeTools } from '../media/decode.js';
import type { Media } from '../media/media.js';
import { findProgram } from '../programs/find-program.js';
import { produce } from '../production/produce.js';
import type { ProductionRequest } from '../production/request.js';
import { engineMissing } from '../wire/wire.js';
import type { LocalJob, LocalResult } from './job.js';
import type { Store } from './store.js';
import { transcribe } from './transcribe-job.js';

interface Tools extends DecodeTools {
  readonly engine: Engine;
}

// Searched for each job: an engine may be installed while the service runs.
const findTools = async (settings: EngineSettings): Promise<Tools | string> => {
  const engine = await findEngine(settings);
  if (typeof engine === 'string') return engine;
  const ffmpeg = await findProgram('ffmpeg', settings.env, settings.platform);
  const ffprobe = await findProgram('ffprobe', settings.env, settings.platform);
  if (ffmpeg !== null) return { engine, ffmpeg, ffprobe };
  return engine.name === 'fake'
    ? { engine, ffmpeg: 'ffmpeg', ffprobe: null }
    : 'ffmpeg is not installed';
};

/** The engine that jobs run on, or null when it or ffmpeg is not installed. */
export const engineName = async (settings: EngineSettings): Promise<string | null> => {
  const tools = await findTools(settings);
  return typeof tools === 'string' ? null : tools.engine.name;
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
}

/** Runs one job. Rejects when it fails, or with the signal's reason. */
export const runJob =
  ({ settings, tmpDir, media, faults, store }: JobContext) =>
  async (job: LocalJob, signal: AbortSignal): Promise<LocalResult> => {
    const noteChild: Store['noteChild'] = (...child) => store.noteChild(...child);
    const { env, platform } = settings;
    const shared = { platform, env, noteChild, tmpDir };
    await applyJobFault(faults.activeFaults, job.id, faults.sleep, signal);
    for (const file of filesOf(job)) await media.recheck(file);
    if (job.protocol === 'production') {
      const ffmpeg = await findProgram('ffmpeg', env, platform);
      if (ffmpeg === null) throw new Error('ffmpeg is not installed');
      const ffprobe = await findProgram('ffprobe', env, platform);
      return produce({ ...shared, ffmpeg, ffprobe }, job, signal);
    }
    const tools = await findTools(settings);
    if (typeof tools === 'string') throw new Error(`${engineMissing} (${tools})`);
    return transcribe({ ...shared, ...tools }, job, signal);
  };
