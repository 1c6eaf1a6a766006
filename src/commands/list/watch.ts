// `list --watch`: redraws the table in place and highlights changed states, seldom enough for any quota.
import type { Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Records } from '../../formats/output.js';
import { collect } from '../../formats/records/renderer.js';
import { table } from '../../formats/records/table.js';
import type { Job } from '../../jobs/job.js';
import { repeat, ServiceLink } from '../../waiting/repeat.js';
import { showSpan, showTime } from '../views/times.js';
import { Changes } from './changes.js';
import { frameOf } from './frame.js';
import type { PageToken } from './page-token.js';

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

/** A fresh listing; its notices go to the app it is given. */
type FreshListing = (app: App) => Records<Job>;

/** What is on the screen: the rows of the last look that was answered, and what there is to say about it. */
class Watched {
  readonly #changes: Changes;
  readonly #link: ServiceLink;
  readonly #view: App;
  #records: Records<Job> | null = null;
  #jobs: readonly Job[] = [];
  #notice = '';

  constructor(
    private readonly app: App,
    private readonly listing: FreshListing,
  ) {
    // On stderr a notice would appear in the middle of the table.
    const tools = { ...app.tools, notice: (line: string) => void (this.#notice = line) };
    this.#view = { ...app, tools };
    this.#changes = new Changes(app.clock.now());
    this.#link = new ServiceLink(this.#view, false);
  }

  get pauseMs(): number {
    return this.#records === null ? 0 : this.#changes.pauseMs;
  }

  /** Asks the service; when it does not answer, the last rows stay. */
  async look(): Promise<void> {
    if (!this.#link.lost) this.#notice = '';
    this.#records = this.listing(this.#view);
    try {
      this.#jobs = await collect(this.#records.records);
      this.#link.found();
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode !== Exit.unavailable) throw error;
      this.#link.lose(error);
    }
    this.#changes.add(this.#jobs, this.app.clock.now());
  }

  /** The lines of a frame for the terminal as it is now. */
  async frame(): Promise<readonly string[]> {
    const { app } = this;
    if (this.#records === null) return ['Loading jobs …'];
    const { columns, rows, colorLevel } = app.io.stdout;
    const shown = this.#changes.highlighted(this.#records.columns);
    const records = { ...this.#records, records: this.#jobs, columns: shown };
    const pieces = await collect(table.render(records, { columns, colorLevel }));
    const text = pieces.join('') || `${records.empty ?? ''}\n`;
    const time = showTime(new Date(this.#changes.nowMs).toISOString(), app.flags.utc);
    const footer = [this.#notice, `${time}, next in ${showSpan(this.pauseMs)}. q ends.`];
    return frameOf(text.trimEnd().split('\n'), footer.filter(Boolean), { columns, rows });
  }
}

/** Redraws until `q` or Ctrl-C, both exit 0: nothing was left undone. */
export const watchList = async (app: App, listing: FreshListing): Promise<void> => {
  const quit = new AbortController();
  const forward = (): void => quit.abort(app.signal.reason);
  app.signal.addEventListener('abort', forward, { once: true });
  const watched = new Watched({ ...app, signal: quit.signal }, listing);
  const draw = async (): Promise<void> => screen.draw(await watched.frame());
  const screen = await app.io.screen({
    key: (pressed) => {
      if (pressed === 'q' || pressed === '\u0003')
        quit.abort(new CliError(Exit.interrupted, 'Quit'));
    },
    resize: () => void draw(),
  });
  const looks = {
    deadlineMs: Number.POSITIVE_INFINITY,
    ready: async () => true,
    pauseMs: () => watched.pauseMs,
    async *look() {
      await watched.look();
      yield watched.frame();
    },
  };
  try {
    await draw();
    for await (const lines of repeat({ ...app, signal: quit.signal }, looks)) screen.draw(lines);
  } catch (error) {
    const { signal } = quit;
    if (!signal.aborted || (signal.reason as CliError).exitCode !== Exit.interrupted) throw error;
  } finally {
    app.signal.removeEventListener('abort', forward);
    screen.close();
  }
};
