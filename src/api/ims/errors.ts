// The error for a failed call: the rules of the gateway's Codes, over the words that all services share.
import { Exit, type CliError, type ExitCode } from '../../errors.js';
import { serviceError, type CallFacts } from '../http/service-error.js';
import { mayPass } from '../http/service-fault.js';
import { ramHint, rules } from './error-rules.js';
import { isPassing, type ImsFault } from './http/faults.js';

const byStatus = (status: number | null): ExitCode => {
  if (status === 401 || status === 403) return Exit.auth;
  return status === 429 || (status ?? 0) >= 500 ? Exit.unavailable : Exit.error;
};

/** The error for a fault: by Code; by status only where the Code is missing or unknown. */
export const errorOf = (fault: ImsFault, facts: CallFacts): CliError => {
  const rule = rules.find(({ code }) => fault.code !== null && code.test(fault.code));
  const exit = rule?.exit ?? byStatus(fault.status);
  const hint = rule?.hint(facts, fault) ?? (exit === Exit.auth ? ramHint(facts, fault) : null);
  return serviceError(fault, facts, { exit, hint }, mayPass(fault, isPassing));
};
