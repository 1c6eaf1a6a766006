// What ffprobe sees in a media file: format, length and streams, from the header alone.
import { isFields, type Fields } from '../../json.js';
import type { Argv } from '../../argv.js';
import { ChildFailed } from '../programs/child.js';

export type Run = (argv: Argv) => AsyncIterable<string>;

export interface MediaStream {
  /** `audio`, `video`, `subtitle` … */
  readonly type: string;
  /** Null for a codec that this ffprobe does not know. */
  readonly codec: string | null;
}

export interface Probe {
  /** `wav`, `mov,mp4,m4a,3gp,3g2,mj2` …; null when the format is not recognised. */
  readonly format: string | null;
  /** Null when the header does not hold it. */
  readonly durationMs: number | null;
  readonly streams: readonly MediaStream[];
}

const nothing: Probe = { format: null, durationMs: null, streams: [] };

const textIn = (fields: Fields, name: string): string | null => {
  const value = fields[name];
  // Its length is bounded and it goes into a message: a codec's or a format's name.
  return typeof value === 'string' && /^[\w,.-]{1,80}$/.test(value) ? value : null;
};

const streamOf = (value: unknown): MediaStream => {
  const fields = isFields(value) ? value : {};
  return { type: textIn(fields, 'codec_type') ?? 'other', codec: textIn(fields, 'codec_name') };
};

/** The JSON of `ffprobe -of json`; what is not there stays empty. */
export const readProbe = (json: string): Probe => {
  let value: unknown = null;
  try {
    value = JSON.parse(json);
  } catch {
    // ffprobe was stopped.
  }
  const { format, streams } = isFields(value) ? value : {};
  const head = isFields(format) ? format : {};
  const seconds = Number(textIn(head, 'duration') ?? Number.NaN);
  return {
    format: textIn(head, 'format_name'),
    durationMs: Number.isFinite(seconds) ? Math.round(seconds * 1000) : null,
    streams: Array.isArray(streams) ? streams.slice(0, 32).map(streamOf) : [],
  };
};

const entries = 'format=format_name,duration:stream=codec_type,codec_name';

/** Looks at a file as one of the formats in `formats`. An unreadable file gives an empty result. */
export const probe = async (
  run: Run,
  ffprobe: string,
  formats: string,
  file: string,
): Promise<Probe> => {
  const only = ['-protocol_whitelist', 'file', '-format_whitelist', formats];
  const shown = ['-v', 'error', '-show_entries', entries, '-of', 'json'];
  const lines: string[] = [];
  try {
    for await (const line of run([ffprobe, ...only, ...shown, '-i', `file:${file}`]))
      lines.push(line);
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    return nothing;
  }
  return readProbe(lines.join('\n'));
};
