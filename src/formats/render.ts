// Writes an Output to stdout: picks the format, applies `--query`, writes each piece as it arrives.
import type { App } from '../app.js';
import type { Argv } from '../argv.js';
import { usageError } from '../errors.js';
import { recordFormat, recordFormatNames } from './records/index.js';
import type { Output, Records, Text } from './output.js';
import type { RecordFormat } from './records/renderer.js';
import { StreamClosed, type Pager } from '../terminal/streams.js';

const peopleFormat = async (view: Records<unknown>['view']): Promise<RecordFormat> => {
  if (view === 'table') return (await import('./records/table.js')).table;
  const { details, lines } = await import('./records/people.js');
  return view === 'detail' ? details : lines;
};

const formatFor = async (app: App, view: Records<unknown>['view']): Promise<RecordFormat> => {
  const [name, ...more] = app.flags.formats;
  if (name === undefined) return peopleFormat(view);
  const format = more.length === 0 ? await recordFormat(name) : null;
  if (format !== null) return format;
  throw usageError(
    more.length > 0 ? 'This command writes one format at a time' : `There is no format "${name}"`,
    `Use one of: ${recordFormatNames.join(', ')}.`,
  );
};

/** Throws exit 2 for an invalid `--format` or `--query`, before anything is sent to a service. */
export const checkRendering = async (app: App): Promise<void> => {
  if (app.flags.formats.length > 0) await formatFor(app, 'table');
  if (app.flags.query !== null) (await import('./query-faults.js')).compileQuery(app.flags.query);
};

/** Writes until stdout is closed; what comes after that is dropped, so that the work is finished. */
const writerToTheEnd = ({ io, tools }: App): ((text: string) => Promise<void>) => {
  let open = true;
  return async (text) => {
    if (!open) return;
    try {
      await io.stdout.write(text);
    } catch (error) {
      if (!(error instanceof StreamClosed)) throw error;
      open = false;
      tools.notice('stdout is closed: the command finishes its work without printing the rest.');
    }
  };
};

const pagedStdout = async (app: App, argv: Argv): Promise<Pager> => {
  const { PagedStdout } = await import('./paged.js');
  return new PagedStdout(app, argv);
};

const renderRecords = async (app: App, given: Records<unknown>): Promise<void> => {
  const { query } = app.flags;
  const output =
    query === null
      ? given
      : await (await import('./query.js')).queried(given, query, (line) => app.tools.notice(line));
  const format = await formatFor(app, output.view);
  const { stdout } = app.io;
  const clean = (stdout.isTTY ? format.onTerminal : undefined) ?? ((piece: string) => piece);
  const pages = given.pager ? await pagedStdout(app, given.pager) : null;
  const write =
    given.changes === true ? writerToTheEnd(app) : (text: string) => (pages ?? stdout).write(text);
  let wrote = false;
  try {
    for await (const piece of format.render(output, stdout)) {
      wrote = true;
      await write(clean(piece));
    }
  } finally {
    await pages?.end();
  }
  if (!wrote && output.empty !== undefined) app.tools.notice(output.empty);
};

const renderText = async (app: App, output: Text): Promise<void> => {
  const { stdout } = app.io;
  const { safeBlock } = await import('../terminal/text.js');
  const clean = output.foreign === true && stdout.isTTY ? safeBlock : (text: string) => text;
  for await (const piece of output.text) await stdout.write(clean(piece));
};

/** Writes an output to stdout, then throws its failure if it has one. */
export const render = async (app: App, output: Output): Promise<void> => {
  if (output.kind === 'text') await renderText(app, output);
  else await renderRecords(app, output);
  const failure = output.failure?.();
  if (failure) throw failure;
};
