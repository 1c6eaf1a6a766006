// The commands `local faults set|list|clear`; loaded when one of them runs.
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Column, Records } from '../../formats/output.js';
import { clearFaults, listFaults, setFault } from '../../local/client/faults.js';
import type {
  InjectedFault,
  FaultName,
  FaultOperation,
} from '../../local/faults/injected-fault.js';
import { findService } from '../../local/client/find.js';
import { localPaths } from '../../local/process/paths.js';
import type { ServiceFile } from '../../local/process/service-file.js';
import { parseDuration } from '../views/times.js';

export interface FaultFlags {
  readonly operation?: FaultOperation;
  readonly count: string;
  readonly delay?: string;
}

// Faults are in the memory of a service, so a stopped one is not started for them.
const runningFile = async (app: App): Promise<ServiceFile> => {
  const found = await findService(localPaths(app.paths.stateDir).service);
  if (found !== null) return found;
  throw new CliError(Exit.unavailable, 'The local service is not running', {
    hint: 'Start it with `asrctl local start`; it loses its faults when it stops.',
  });
};

const column = (
  key: string,
  label: string,
  pick: (fault: InjectedFault) => string,
): Column<InjectedFault> => ({
  key,
  label,
  cell: pick,
  value: pick,
});

/** A duration in the form of `--delay`. */
const spanText = (ms: number | null): string => (ms === null ? '' : `${ms / 1000}s`);

const columns = [
  column('name', 'FAULT', ({ name }) => name),
  column('operation', 'OPERATION', ({ operation }) => operation),
  column('left', 'LEFT', ({ left }) => String(left)),
  column('delay', 'DELAY', ({ delayMs }) => spanText(delayMs)),
];

const output = (records: readonly InjectedFault[], empty: string): Records<InjectedFault> => ({
  kind: 'records',
  view: 'table',
  records,
  columns,
  id: ({ name }) => name,
  document: (fault) => fault,
  envelope: (faults) => ({ schemaVersion: 1, faults }),
  empty,
});

const countOf = (text: string): number => {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= 1_000_000) return count;
  throw usageError(`--count "${text}" is not a number from 1 to 1000000`);
};

/** A duration with a sign: a clock can be behind. */
const delayOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  return text.startsWith('-')
    ? -parseDuration(text.slice(1), '--delay')
    : parseDuration(text, '--delay');
};

/** `local faults set`: shows the new fault. Exit 8 when the service is not running. */
export const set = async (
  app: App,
  name: FaultName,
  flags: FaultFlags,
): Promise<Records<InjectedFault>> => {
  const request = { name, operation: flags.operation, count: countOf(flags.count) };
  const delayMs = delayOf(flags.delay);
  return output(await setFault(await runningFile(app), { ...request, delayMs }), '');
};

/** `local faults list`: the active faults, in the order in which they apply. */
export const list = async (app: App): Promise<Records<InjectedFault>> =>
  output(await listFaults(await runningFile(app)), 'No faults are active.');

/** `local faults clear`: shows the cleared faults. */
export const clear = async (
  app: App,
  name: FaultName | undefined,
): Promise<Records<InjectedFault>> =>
  output(await clearFaults(await runningFile(app), name ?? null), 'No faults to clear.');
