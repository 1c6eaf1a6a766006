// What the documentation says of the engine models. The service adds models, so an unknown name is
// only a notice.

const normal = [
  '8k_zh 8k_zh_s 8k_en 16k_zh 16k_zh_video 16k_en 16k_ca 16k_ja',
  '16k_zh_edu 16k_en_edu 16k_zh_medical 16k_th 16k_zh_dialect',
]
  .join(' ')
  .split(' ');
const flash = '8k_zh 16k_zh 16k_en 16k_zh_video 16k_zh_dialect 16k_ms 16k_zh-PY'.split(' ');

/** Engines that can tell speakers apart (parameter SpeakerDiarization). */
const diarizing = new Set(['8k_zh', '16k_zh', '16k_zh_video']);

export interface EngineFacts {
  /** False for a name this version does not know in that mode. */
  readonly known: boolean;
  readonly mandarin: boolean;
  readonly diarizes: boolean;
}

/** What the documentation says of an engine in one of the two modes. */
export const engineFacts = (name: string, isFlash: boolean): EngineFacts => ({
  known: (isFlash ? flash : normal).includes(name),
  mandarin: /^\d+k_zh/.test(name),
  diarizes: diarizing.has(name),
});
