// `list --watch`: redraws the table in place and highlights changed states, seldom enough for any quota.
import type { Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Cell, Column, Records, Text } from '../../formats/output.js';
import { table } from '../../formats/records/table.js';
import { collect } from '../../formats/records/renderer.js';
import type { Job, JobState } from '../../jobs/job.js';
import { nextPollMs } from '../../jobs/schedule.js';
import { repeat, ServiceLink } from '../../waiting/repeat.js';
import { showSpan, showTime } from '../views/times.js';
import type { PageToken } from './page-token.js';

/** Shortest pause: a page of a list costs the service more than one job. */
const shortestMs = 2_000;
/** How long a change stays highlighted, also for a user who looks away. */
const highlightMs = 30_000;

interface Change {
  readonly mark: string;
  readonly atMs: number;
}

/** Throws exit 2 where a table cannot be redrawn, or one look would take many calls. */
export const checkWatch = (app: App, limit: number, start: PageToken | null): void => {
  if (app.flags.formats.length > 0 || app.flags.query !== null)
    throw usageError(
      '--watch shows a table',
      'Leave out --format, --json and --query, or leave out --watch.',
    );
  if (!app.io.stdout.isTTY || app.env['TERM'] === 'dumb')
    throw usageError(
      '--watch needs a terminal: stdout is not a terminal that can be redrawn',
      'To follow jobs in a script, use asrctl wait ID. For one table, leave out --watch.',
    );
  if (limit > 100 || start !== null)
    throw usageError(
      '--watch shows the newest page, at most 100 jobs',
      'Use --limit 100 or less, without --next-token.',
    );
};

/** One call per look, whatever is filtered locally: the newest page is watched. */
export const onePage = (provider: Provider): Provider => ({
  ...provider,
  list: async (query, call) => ({ ...(await provider.list(query, call)), nextToken: null }),
});

/** What changed between two looks. */
class Changes {
  readonly #states = new Map<string, JobState>();
  readonly #changes = new Map<string, Change>();
  #first = true;
  #changedMs: number;

  constructor(private nowMs: number) {
    this.#changedMs = nowMs;
  }

  add(jobs: readonly Job[], nowMs: number): void {
    this.nowMs = nowMs;
    for (const { id, state } of jobs) {
      const before = this.#states.get(id);
      this.#states.set(id, state);
      if (before === state || this.#first) continue;
      this.#changedMs = nowMs;
      this.#changes.set(id, { mark: before === undefined ? 'new' : `was ${before}`, atMs: nowMs });
    }
    this.#first = false;
  }

  /** Pause before the next look, ms; it grows while nothing changes. */
  get pauseMs(): number {
    return Math.max(shortestMs, nextPollMs(this.nowMs - this.#changedMs, 0.5));
  }

  /** The state's column with what changed after the word: `running (was queued)`. */
  highlighted(columns: readonly Column<Job>[]): Column<Job>[] {
    return columns.map((column) => {
      if (column.key !== 'state') return column;
      return {
        ...column,
        cell: (job) => {
          const cell = cellOf(column.cell(job));
          const change = this.#changes.get(job.id);
          if (change === undefined || this.nowMs - change.atMs > highlightMs) return cell;
          return { ...cell, text: `${cell.text} (${change.mark})` };
        },
      };
    });
  }
}

const cellOf = (cell: string | Cell): Cell => (typeof cell === 'string' ? { text: cell } : cell);

const home = '\u001b[H';
const clearScreen = '\u001b[2J';
const clearRight = '\u001b[K';
const clearBelow = '\u001b[J';

/** Drawn over the last frame: what stays the same does not flicker. */
const inPlace = (frame: string): string =>
  `${home}${frame.replaceAll('\n', `${clearRight}\n`)}${clearBelow}`;

const frameOf = async (app: App, records: Records<Job>, footer: string): Promise<string> => {
  const { columns, colorLevel } = app.io.stdout;
  const pieces = await collect(table.render(records, { columns, colorLevel }));
  const rows = pieces.join('') || `${records.empty ?? ''}\n`;
  return inPlace(`${rows}\n${footer}\n`);
};

/** A fresh listing; its notices go to the app it is given. */
type FreshListing = (app: App) => Records<Job>;

/** Draws one frame per look; a service that does not answer keeps the last rows. */
class Screen {
  readonly #changes: Changes;
  readonly #link: ServiceLink;
  #jobs: readonly Job[] = [];
  #notice = '';
  #started = false;
  readonly #view: App;

  constructor(
    private readonly app: App,
    private readonly listing: FreshListing,
  ) {
    // On stderr a notice would appear in the middle of the table.
    const tools = { ...app.tools, notice: (line: string) => void (this.#notice = `${line} `) };
    this.#view = { ...app, tools };
    this.#changes = new Changes(app.clock.now());
    this.#link = new ServiceLink(this.#view, false);
  }

  get pauseMs(): number {
    return this.#started ? this.#changes.pauseMs : 0;
  }

  async *look(): AsyncGenerator<string> {
    const { app } = this;
    this.#started = true;
    if (!this.#link.lost) this.#notice = '';
    const records = this.listing(this.#view);
    try {
      this.#jobs = await collect(records.records);
      this.#link.found();
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode !== Exit.unavailable) throw error;
      this.#link.lose(error);
    }
    const nowMs = app.clock.now();
    this.#changes.add(this.#jobs, nowMs);
    const time = showTime(new Date(nowMs).toISOString(), app.flags.utc);
    const footer = `${time}, next in ${showSpan(this.pauseMs)}. ${this.#notice}Ctrl-C ends.`;
    const columns = this.#changes.highlighted(records.columns);
    yield frameOf(app, { ...records, records: this.#jobs, columns }, footer);
  }
}

async function* frames(app: App, listing: FreshListing): AsyncGenerator<string> {
  const screen = new Screen(app, listing);
  yield clearScreen;
  yield* repeat(app, {
    deadlineMs: Number.POSITIVE_INFINITY,
    ready: async () => true,
    pauseMs: () => screen.pauseMs,
    look: () => screen.look(),
  });
}

/** Frames until the signal: exit 130. */
export const watchList = (app: App, listing: FreshListing): Text => ({
  kind: 'text',
  text: frames(app, listing),
});
