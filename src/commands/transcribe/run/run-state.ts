// What the workers of one run share.
import type { PreparedSubmit, Provider } from '../../../api/provider.js';
import type { Storage } from '../../../api/storage/storage.js';
import type { App } from '../../../app.js';
import { CliError, Exit } from '../../../errors.js';
import type { JobState } from '../../../jobs/job.js';
import type { Journal } from '../../../journal/journal.js';
import { asCliError } from '../../../system-faults.js';
import { concernsAll } from '../../../waiting/job-error.js';
import type { Item } from '../items/item.js';
import type { Places } from './places.js';
import type { RunReporter } from './progress.js';
import type { Settings } from '../settings.js';

export interface Run {
  /** Its signal ends this run: an interrupt of the user, a fault that concerns all items. */
  readonly app: App;
  readonly provider: Provider;
  readonly journal: Journal;
  readonly settings: Settings;
  readonly reporter: RunReporter;
  readonly places: Places;
  /** Epoch milliseconds after which nothing is waited for. */
  readonly deadlineMs: number;
  /** Submits that were checked already; those of uploads are made when the object's name is known. */
  readonly prepared: ReadonlyMap<Item, PreparedSubmit>;
  /** The bucket for uploads, opened when the first file needs it. */
  readonly storage: () => Promise<Storage>;
}

export type SubmittedHow = 'new' | 'recovered' | 'reused';

/** The outcome of one item: a line of the summary. */
export interface Row {
  readonly index: number;
  /** The media as the user named it. */
  readonly source: string;
  /** The media as the service names it; null where it never came that far. */
  readonly input: string | null;
  readonly id: string | null;
  readonly state: JobState;
  readonly submitted: SubmittedHow | null;
  /** Absolute paths, in the order of the formats. */
  readonly outputs: readonly string[];
  /** Subtitles for stdout, or null. */
  readonly text: string | null;
  readonly uploaded: boolean;
  readonly error: CliError | null;
}

/** An item whose job was submitted. */
export interface Started {
  readonly item: Item;
  /** The media as the service names it. */
  readonly input: string;
  /** The item's identity in the journal. */
  readonly key: string;
  readonly id: string;
  readonly submitted: SubmittedHow;
  readonly uploaded: boolean;
  /** Key of its object in the bucket, or null. */
  readonly objectKey: string | null;
}

/** An item that an earlier run has finished. */
export interface Kept {
  readonly row: Row;
  readonly objectKey: string | null;
}

export const rowOf = (
  { index, source }: Pick<Item, 'index' | 'source'>,
  more: Partial<Row> = {},
): Row => ({
  index,
  source,
  input: null,
  id: null,
  state: 'unknown',
  submitted: null,
  outputs: [],
  text: null,
  uploaded: false,
  error: null,
  ...more,
});

/** Faults of the journal concern every item: nothing may be sent that it cannot record. */
const isJournalFault = (error: unknown): boolean =>
  /^(?:SQLITE_|journal_locked$)/.test((error as { readonly code?: string } | null)?.code ?? '');

/**
 * The fault of one item as a CliError, whatever it is, or null where it concerns every item: refused
 * credentials, the journal, an interrupt.
 */
export const itemError = ({ app }: Run, error: unknown, source: string): CliError | null => {
  if (app.signal.aborted || isJournalFault(error)) return null;
  if (error instanceof CliError) return concernsAll(error) ? null : error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || typeof syscall !== 'string') return asCliError(error);
  return new CliError(Exit.error, `"${source}" could not be read: ${code}`, {
    hint: 'Check the file and its disk.',
    cause: error,
  });
};

/** An item whose job was not finished in time: neither succeeded nor failed. */
export const isPending = ({ error }: Pick<Row, 'error'>): boolean =>
  error?.exitCode === Exit.timeout;
