// An intelligent-production job of IMS (QueryIProductionJob): a cover, a summary, a recording without noise. It
// differs from a transcription job and has its own documents.
import type { JobError, JobState, ProviderName } from './job.js';

export interface ProductionMedia {
  /** `OSS` or `Media` (a media id). */
  readonly type: string | null;
  readonly media: string | null;
}

export interface ProductionOutput extends ProductionMedia {
  /** `IMS` or `VOD`: the media library of the output. */
  readonly biz: string | null;
  readonly url: string | null;
}

export interface OutputUrl {
  readonly url: string;
  /** Expiry of its signature, UTC `YYYY-MM-DDTHH:MM:SSZ`; null for a URL without a signature. */
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
  /** The state as the service names it, exactly as sent. */
  readonly providerState: string | null;
  readonly name: string | null;
  readonly input: ProductionMedia | null;
  readonly output: ProductionOutput | null;
  readonly templateId: string | null;
  /** JobParams, parsed when they are JSON. */
  readonly params: unknown;
  readonly schedule: {
    readonly pipelineId: string | null;
    readonly priority: number | null;
  } | null;
  readonly userData: string | null;
  readonly createdAt: string | null;
  readonly finishedAt: string | null;
  /** Why it failed. Also set, with code `nothing_written`, when the service reports Success without any output. */
  readonly error: JobError | null;
  /** Result, parsed when it is JSON; null when the function returns none. */
  readonly result: unknown;
  readonly outputFiles: readonly string[];
  readonly outputMediaIds: readonly string[];
  readonly outputUrls: readonly OutputUrl[];
  /** The response as received, unparsed. Shown with `--raw` only. */
  readonly raw: string | null;
}

/** A job of which nothing is known but its id. */
export const emptyProduction = (id: string, provider: ProviderName): ProductionJob => ({
  id,
  provider,
  profile: null,
  region: null,
  function: null,
  state: 'unknown',
  providerState: null,
  name: null,
  input: null,
  output: null,
  templateId: null,
  params: null,
  schedule: null,
  userData: null,
  createdAt: null,
  finishedAt: null,
  error: null,
  result: null,
  outputFiles: [],
  outputMediaIds: [],
  outputUrls: [],
  raw: null,
});

/** The parameters of a submit, as the user gave them. */
export interface ProductionRequest {
  readonly functionName: string;
  /** URL, media id, or a JSON object as text. */
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

/** The function names of the SubmitIProductionJob page. Other names are sent too; the service decides. */
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
 * True when an entry of OutputFiles is a sentence, not a file name. A job with a bucket in another region ends as
 * Success with an error sentence there (field notes of the official skill). Object names may contain spaces, so a
 * name is recognised by its extension or as a URL.
 */
export const isSentence = (entry: string): boolean => {
  const text = entry.trim();
  if (/\.[A-Za-z0-9]{1,5}$/.test(text) || /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return false;
  return /[\s，。：；！]/.test(text) || /^[A-Z]\w+(?:\.\w+)*:/.test(text);
};

/** The error of a job that reports Success without any output; null when there is an output or a result. */
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
