// Chooses the style: by name, or by the writing system of the transcript.
import type { Transcript } from '../../transcripts/transcript.js';
import { scriptOf, type Script } from '../text/script.js';
import { styles } from './presets.js';
import type { Style } from './style.js';

const wideScripts: ReadonlySet<Script> = new Set(['han', 'kana', 'hangul']);

const defaults: Readonly<Partial<Record<Script, string>>> = {
  latin: 'netflix-en',
  han: 'netflix-zh-sdh',
  kana: 'netflix-ja-sdh',
  hangul: 'netflix-ko-sdh',
  thai: 'netflix-th',
  arabic: 'netflix-ar',
  indic: 'netflix-hi',
};

/**
 * The preset with that name, with the numbers for the transcript's script. For null, the default style of the
 * script that most letters belong to: captions in the language of the speech, so with SDH numbers when the guide
 * has them. Throws a RangeError that lists the names when the name is unknown.
 */
export const styleFor = (name: string | null, transcript: Pick<Transcript, 'segments'>): Style => {
  const script = scriptOf(transcript.segments);
  const wanted = name ?? defaults[script] ?? 'netflix';
  const found = styles.find((style) => style.name === wanted);
  if (found === undefined) {
    throw new RangeError(`no style "${wanted}"; known: ${styles.map((s) => s.name).join(', ')}`);
  }
  return found.wide !== null && wideScripts.has(script) ? { ...found, ...found.wide } : found;
};
