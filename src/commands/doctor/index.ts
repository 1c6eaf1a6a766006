// Checks everything that a command needs, from the configuration to the speech engine.
import { Command } from '@commander-js/extra-typings';
import type { App } from '../../app.js';
import { CliError } from '../../errors.js';
import type { Cell, Output, Tone } from '../../formats/output.js';
import type { Host } from '../host.js';
import type { Check, Report } from './check.js';
import { checks } from './checks.js';

export default (host: Host) =>
  new Command('doctor')
    .description('Check configuration, credentials, clock, endpoint, permissions and engine.')
    .option('--explain', 'show where each setting comes from')
    .action((options) => host.run((app) => doctor(app, options)));

const tones: Record<Check['status'], Tone> = {
  ok: 'good',
  warning: 'busy',
  failed: 'bad',
  skipped: 'dim',
};

const statusCell = ({ status }: Check): Cell => ({ text: status, tone: tones[status] });

const verdict = ({ errors }: Report): CliError | null => {
  const [first] = errors;
  if (first === undefined) return null;
  const count = errors.length === 1 ? 'One check' : `${errors.length} checks`;
  return new CliError(first.exitCode, `${count} failed`, {
    code: first.code,
    hint: first.hint ?? undefined,
  });
};

/** One record per check. The exit code is that of the first failure. */
export const doctor = async (app: App, options: { explain?: true }): Promise<Output> => {
  const report: Report = { errors: [] };
  return {
    kind: 'records',
    view: 'lines',
    records: checks(app, report, options.explain === true),
    columns: [
      { key: 'check', label: 'CHECK', cell: (c: Check) => c.name, value: (c: Check) => c.name },
      { key: 'status', label: 'STATUS', cell: statusCell, value: (c: Check) => c.status },
      {
        key: 'message',
        label: 'FOUND',
        cell: (c: Check) => c.message,
        value: (c: Check) => c.message,
        shrink: 1,
      },
      {
        key: 'fix',
        label: 'FIX',
        cell: (c: Check) => c.fix ?? '',
        value: (c: Check) => c.fix,
        shrink: 2,
      },
    ],
    id: (c: Check) => c.name,
    line: ({ status, name, message, fix }: Check) =>
      `${status.padEnd(7)}  ${name}: ${message}${fix === null ? '' : `. Fix: ${fix}`}`,
    document: (c: Check) => c,
    envelope: (found) => ({ schemaVersion: 1, checks: found }),
    failure: () => verdict(report),
  };
};
