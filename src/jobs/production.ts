// An intelligent-production job of IMS (QueryIProductionJob): a cover, a summary, a cleaned recording.
// Another kind of thing than a transcription job, with documents of its own.
import type { JobError, JobState, ProviderName } from './job.js';

export interface ProductionMedia {
  /** `OSS` or `Media` (a media id). */
  readonly type: string | null;
  readonly media: string | null;
}

export interface ProductionOutput extends ProductionMedia {
  /** `IMS` or `VOD`: whose media library the output belongs to. */
  readonly biz: string | null;
  readonly url: string | null;
}

export interface OutputUrl {
  readonly url: string;
  /** When its signature ends, UTC `YYYY-MM-DDTHH:MM:SSZ`; null for an address without one. */
  readonly expiresAt: string | null;
}

/** Times are UTC `YYYY-MM-DDTHH:MM:SSZ`; absent values are null, never missing; absent lists are empty. */
export interface ProductionJob {
  readonly id: string;
  readonly provider: ProviderName;
  readonly profile: string | null;
  readonly region: string | null;
  /** The service's FunctionName: `Cover`, `VideoClip`, `SpeechDenoise` … */
  readonly function: string | null;
  readonly state: JobState;
  /** The service's own word for the state, exactly as sent. */
  readonly providerState: string | null;
  readonly name: string | null;
  readonly input: ProductionMedia | null;
  readonly output: ProductionOutput | null;
  readonly templateId: string | null;
  /** JobParams, parsed where they are JSON. */
  readonly params: unknown;
  readonly schedule: {
    readonly pipelineId: string | null;
    readonly priority: number | null;
  } | null;
  readonly userData: string | null;
  readonly createdAt: string | null;
  readonly finishedAt: string | null;
  /** Why it failed; also set, with code `nothing_written`, when the service says Success and wrote nothing. */
  readonly error: JobError | null;
  /** Result, parsed where it is JSON; null when the function gives none. */
  readonly result: unknown;
  readonly outputFiles: readonly string[];
  readonly outputMediaIds: readonly string[];
  readonly outputUrls: readonly OutputUrl[];
  /** The answer as received, unparsed; shown with `--raw` only. */
  readonly raw: string | null;
}

/** What a submit asks for; texts as typed, JSON parsed. */
export interface ProductionRequest {
  readonly functionName: string;
  /** Address, media id, or a JSON object as text. */
  readonly input: string;
  readonly output: string;
  /** JobParams: a JSON object as text. */
  readonly params: string | null;
  readonly name: string | null;
  readonly templateId: string | null;
  readonly modelId: string | null;
  readonly userData: string | null;
  readonly pipelineId: string | null;
  readonly priority: string | null;
}

/** The names of the SubmitIProductionJob page. The service knows its own: others are sent all the same. */
export const productionFunctions = [
  'Cover',
  'VideoClip',
  'VideoDelogo',
  'VideoDetext',
  'CaptionExtraction',
  'VideoGreenScreenMatting',
  'FaceBeauty',
  'VideoH2V',
  'MusicSegmentDetect',
  'AudioBeatDetection',
  'AudioQualityAssessment',
  'SpeechDenoise',
  'AudioMixing',
  'MusicDemix',
] as const;

/**
 * Whether an entry of OutputFiles is a sentence and not the name of a file: a job whose bucket lies
 * in another region ends as Success with an error sentence there (field notes of the official skill).
 * Object names may hold blanks, so a name is told by its extension or by being an address.
 */
export const isSentence = (entry: string): boolean => {
  const text = entry.trim();
  if (/\.[A-Za-z0-9]{1,5}$/.test(text) || /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return false;
  return /[\s，。：；！]/.test(text) || /^[A-Z]\w+(?:\.\w+)*:/.test(text);
};

/** What of a job says that its Success is none; null when something was written or found. */
export const nothingWritten = (
  job: Pick<ProductionJob, 'outputFiles' | 'outputMediaIds' | 'outputUrls' | 'result'>,
): JobError | null => {
  const sentences = job.outputFiles.filter(isSentence);
  const written = job.outputFiles.length - sentences.length + job.outputMediaIds.length;
  if (sentences.length > 0) return { code: 'nothing_written', message: sentences.join(' ') };
  if (written > 0 || job.outputUrls.length > 0 || job.result !== null) return null;
  return {
    code: 'nothing_written',
    message: 'The service reports success but names no output.',
  };
};
