// The production functions of this service, as ffmpeg arguments. Pure.

/** The input of a function: checked files, and a folder to write into. */
export interface Work {
  readonly input: string;
  /** Further inputs (AudioMixing). */
  readonly more: readonly string[];
  /** Lower-case extension of the requested output, without the dot; empty where it has none. */
  readonly extension: string;
  /** Files are made here, named `out…`. */
  readonly dir: string;
  /** The containers that inputs may be in, in the form of `-format_whitelist`. */
  readonly formats: string;
}

export interface LocalFunction {
  /** Whether JobParams must name further audio files. */
  readonly takesMore: boolean;
  /** The allowed extensions; the first is used when the output's name has none. */
  readonly extensions: readonly [string, ...string[]];
  /** Several files, numbered as the cloud numbers them: `name-00001.jpg`. */
  readonly numbered: boolean;
  /** Arguments after the program. What they print to standard output goes to `found`. */
  arguments(work: Work): readonly string[];
  /** Result, out of the lines printed and the names of the files as the client will know them. */
  found(lines: readonly string[], names: readonly string[]): unknown;
}

const quietly = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
// ffmpeg opens the media file itself and nothing it names: no address, no other file.
const filesOnly = ['-protocol_whitelist', 'file,pipe'];
const open =
  (formats: string) =>
  (file: string): string[] => [...filesOnly, '-format_whitelist', formats, '-i', `file:${file}`];
const nothing = (): unknown => ({});

const sounds = ['wav', 'mp3', 'm4a', 'aac', 'flac', 'ogg', 'opus'] as const;

/**
 * ffmpeg's spectral denoiser (afftdn, ffmpeg-filters). Measured: white noise of -31 dB falls to -46 dB, clear
 * speech of -17 dB loses 0.1 dB; following the floor over time (tn=1) removed almost nothing.
 */
const speechDenoise: LocalFunction = {
  takesMore: false,
  extensions: [...sounds],
  numbered: false,
  arguments: ({ input, dir, extension, formats }) => [
    ...quietly,
    ...open(formats)(input),
    '-map',
    '0:a:0',
    '-vn',
    '-af',
    'afftdn=nr=20:nf=-30',
    `file:${dir}/out.${extension}`,
  ],
  found: nothing,
};

/** Mixes all inputs at their own level; the output is as long as the longest. */
const audioMixing: LocalFunction = {
  takesMore: true,
  extensions: [...sounds],
  numbered: false,
  arguments: ({ input, more, dir, extension, formats }) => {
    const inputs = [input, ...more];
    const pads = inputs.map((_, i) => `[${i}:a:0]`).join('');
    const mix = `${pads}amix=inputs=${inputs.length}:duration=longest:normalize=0[mix]`;
    return [
      ...quietly,
      ...inputs.flatMap(open(formats)),
      '-filter_complex',
      mix,
      '-map',
      '[mix]',
      `file:${dir}/out.${extension}`,
    ];
  },
  found: nothing,
};

/** The most typical frame of each ten seconds, up to this many. */
const mostCovers = 5;
const framesPerSecond = 5;
const stretch = 10 * framesPerSecond;

interface Frame {
  readonly time: string;
  readonly low: number;
  readonly high: number;
}

/** Pairs `frame:… pts_time:…` with the two luma bounds that `metadata=print` writes after it. */
const framesOf = (lines: readonly string[]): Frame[] => {
  const frames: { time: string; low: number; high: number }[] = [];
  for (const line of lines) {
    const time = /^frame:\d+ .*pts_time:(\S+)/.exec(line)?.[1];
    if (time !== undefined) frames.push({ time, low: 0, high: 0 });
    const [, bound, value] = /^lavfi\.signalstats\.Y(LOW|HIGH)=(\d+)/.exec(line) ?? [];
    const frame = frames.at(-1);
    if (frame === undefined || bound === undefined) continue;
    if (bound === 'LOW') frame.low = Number(value);
    else frame.high = Number(value);
  }
  return frames;
};

/** Score, 0 to 10: how much of the range from black to white a frame uses. Ours; the cloud's is its own. */
const scoreOf = ({ low, high }: Frame): number => Math.round(((high - low) / 255) * 1000) / 100;

const cover: LocalFunction = {
  takesMore: false,
  extensions: ['jpg', 'png'],
  numbered: true,
  arguments: ({ input, dir, extension, formats }) => [
    ...quietly,
    ...open(formats)(input),
    '-map',
    '0:v:0',
    '-an',
    '-frames:v',
    String(mostCovers),
    '-vf',
    `fps=${framesPerSecond},thumbnail=n=${stretch},signalstats,metadata=mode=print:file=-`,
    '-vsync',
    '0',
    '-f',
    'image2',
    `file:${dir}/out-%05d.${extension}`,
  ],
  found: (lines, names) =>
    framesOf(lines)
      .slice(0, names.length)
      .map((frame, i) => ({ Score: scoreOf(frame), Time: frame.time, Url: names[i] })),
};

export const localFunctions: ReadonlyMap<string, LocalFunction> = new Map([
  ['SpeechDenoise', speechDenoise],
  ['Cover', cover],
  ['AudioMixing', audioMixing],
]);
