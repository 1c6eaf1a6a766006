// `list --watch`: the table again and again in place, changed states marked, seldom enough for any quota.
import type { Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Cell, Column, Records, Text } from '../../formats/output.js';
import { table } from '../../formats/records/table.js';
import { collect } from '../../formats/records/renderer.js';
import type { Job, JobState } from '../../jobs/job.js';
import { showSpan, showTime } from '../views/times.js';

/** First and shortest pause; while nothing changes it grows to the longest, a change makes it short again. */
const shortestMs = 2_000;
const longestMs = 30_000;
const growth = 1.5;
/** How long a change stays marked: long enough to be seen by somebody who looks away. */
const markedMs = 30_000;

interface Change {
  readonly mark: string;
  readonly atMs: number;
}

interface Watch {
  readonly states: Map<string, JobState>;
  readonly changes: Map<string, Change>;
  pauseMs: number;
  first: boolean;
  /** What the listing had to say; on stderr it would stand in the middle of the table. */
  notice: string;
}

/** Throws exit 2 where a table cannot be redrawn, or a look would take many calls. */
export const checkWatch = (app: App, limit: number): void => {
  if (app.flags.formats.length > 0 || app.flags.query !== null)
    throw usageError(
      '--watch shows a table',
      'Leave out --format, --json and --query, or leave out --watch.',
    );
  if (!app.io.stdout.isTTY || app.env['TERM'] === 'dumb')
    throw usageError(
      '--watch redraws a terminal, and stdout is none',
      'To follow jobs in a script: asrctl wait ID; for one snapshot leave out --watch.',
    );
  if (limit > 100)
    throw usageError('--watch looks at one page, at most 100 jobs', 'Give --limit 100 or less.');
};

/** One call a look, whatever is filtered here: what is watched is the newest page. */
export const onePage = (provider: Provider): Provider => ({
  ...provider,
  list: async (query, call) => ({ ...(await provider.list(query, call)), nextToken: null }),
});

/** Notes what is new or has changed since the last look, and how soon the next one should be. */
const compare = (watch: Watch, jobs: readonly Job[], nowMs: number): void => {
  let changed = watch.first;
  for (const { id, state } of jobs) {
    const before = watch.states.get(id);
    watch.states.set(id, state);
    if (before === state || watch.first) continue;
    changed = true;
    const mark = before === undefined ? 'new' : `was ${before}`;
    watch.changes.set(id, { mark, atMs: nowMs });
  }
  watch.first = false;
  watch.pauseMs = changed ? shortestMs : Math.min(longestMs, watch.pauseMs * growth);
};

const textOf = (cell: string | Cell): Cell => (typeof cell === 'string' ? { text: cell } : cell);

/** The state's column with the mark beside the word: `running (was queued)`. */
const marked = (columns: readonly Column<Job>[], watch: Watch, nowMs: number): Column<Job>[] =>
  columns.map((column) => {
    if (column.key !== 'state') return column;
    return {
      ...column,
      cell: (job) => {
        const cell = textOf(column.cell(job));
        const change = watch.changes.get(job.id);
        if (change === undefined || nowMs - change.atMs > markedMs) return cell;
        return { ...cell, text: `${cell.text} (${change.mark})` };
      },
    };
  });

const home = '\u001b[H';
const clearScreen = '\u001b[2J';
const clearRight = '\u001b[K';
const clearBelow = '\u001b[J';

/** Drawn over the frame before it: what stays the same does not flicker. */
const inPlace = (frame: string): string =>
  `${home}${frame.replaceAll('\n', `${clearRight}\n`)}${clearBelow}`;

const frameOf = async (
  app: App,
  records: Records<Job>,
  watch: Watch,
  note: string,
): Promise<string> => {
  const { columns, colorLevel } = app.io.stdout;
  const nowMs = app.clock.now();
  const shown = { ...records, columns: marked(records.columns, watch, nowMs) };
  const pieces = await collect(table.render(shown, { columns, colorLevel }));
  const time = showTime(new Date(nowMs).toISOString(), app.flags.utc);
  const rows = pieces.join('') || `${records.empty ?? ''}\n`;
  return `${rows}\n${time}, again in ${showSpan(watch.pauseMs)}. ${note}Ctrl-C ends.\n`;
};

/** A fresh listing, which says what it has to say to the app it is given. */
type Listing = (app: App) => Records<Job>;

interface Look {
  readonly jobs: readonly Job[];
  readonly error: CliError | null;
}

/** One look; a service that is away for a while is no reason to end, unless it was never there. */
const look = async (records: Records<Job>, last: Look | null): Promise<Look> => {
  try {
    return { jobs: await collect(records.records), error: null };
  } catch (error) {
    const away = error instanceof CliError && error.exitCode === Exit.unavailable;
    if (!away || last === null) throw error;
    return { jobs: last.jobs, error };
  }
};

async function* frames(app: App, listing: Listing): AsyncGenerator<string> {
  const watch: Watch = {
    states: new Map(),
    changes: new Map(),
    pauseMs: shortestMs,
    first: true,
    notice: '',
  };
  const tools = { ...app.tools, notice: (line: string) => void (watch.notice = `${line} `) };
  let last: Look | null = null;
  yield clearScreen;
  for (;;) {
    const records = listing({ ...app, tools });
    last = await look(records, last);
    compare(watch, last.jobs, app.clock.now());
    const note = last.error === null ? watch.notice : 'The service does not answer; still trying. ';
    yield inPlace(await frameOf(app, { ...records, records: last.jobs }, watch, note));
    await app.clock.sleep(watch.pauseMs, app.signal);
  }
}

/** Frames until the signal: exit 130. */
export const watchList = (app: App, listing: Listing): Text => ({
  kind: 'text',
  text: frames(app, listing),
});
