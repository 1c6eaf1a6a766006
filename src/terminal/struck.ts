// Streams through which no known secret goes out.
import type { KnownSecrets } from './known-secrets.js';
import type { Io, OutStream, Pager, Progress, Screen } from './streams.js';

type Strike = KnownSecrets['strike'];

const struckStream = (stream: OutStream, strike: Strike): OutStream => ({
  isTTY: stream.isTTY,
  get columns() {
    return stream.columns;
  },
  get rows() {
    return stream.rows;
  },
  get colorLevel() {
    return stream.colorLevel;
  },
  write: (text) => stream.write(strike(text)),
});

const struckProgress = (progress: Progress, strike: Strike): Progress => ({
  animated: progress.animated,
  status: (lines) => progress.status(() => lines().map(strike)),
  line: (text) => progress.line(strike(text)),
  stop: () => progress.stop(),
});

const struckScreen = (screen: Screen, strike: Strike): Screen => ({
  draw: (lines) => screen.draw(lines.map(strike)),
  close: () => screen.close(),
});

const struckPager = (pager: Pager, strike: Strike): Pager => ({
  write: (text) => pager.write(strike(text)),
  end: () => pager.end(),
});

/** The same streams, with `strike` on everything that is written. */
export const struckIo = (io: Io, strike: Strike): Io => ({
  stdin: io.stdin,
  stdout: struckStream(io.stdout, strike),
  stderr: struckStream(io.stderr, strike),
  get canPrompt() {
    return io.canPrompt;
  },
  prompt: (question, options) => io.prompt(question, options),
  screen: async (handlers) => struckScreen(await io.screen(handlers), strike),
  pager: async (argv) => {
    const pager = await io.pager(argv);
    return pager && struckPager(pager, strike);
  },
  pick: (question, choices) => io.pick(question, choices),
  progress: async () => struckProgress(await io.progress(), strike),
});
