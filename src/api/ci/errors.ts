// The error for a failed call: the rules of the services' Codes, over the words that all services share.
import { Exit, type CliError, type ExitCode } from '../../errors.js';
import { serviceError } from '../http/service-error.js';
import { mayPass, type ServiceFault } from '../http/service-fault.js';
import { bucketHint, policyHint, rules, type CiCallFacts, type Rule } from './error-rules.js';
import { isPassing } from './http/faults.js';

const matches = ({ code, message }: Rule, fault: ServiceFault): boolean =>
  (code?.test(fault.code ?? '') ?? true) && (message?.test(fault.message ?? '') ?? true);

const byStatus = (status: number): ExitCode => {
  if (status === 429 || status >= 500) return Exit.unavailable;
  if (status === 401 || status === 403) return Exit.auth;
  return status === 404 ? Exit.notFound : Exit.error;
};

const plainHint = (exit: ExitCode, facts: CiCallFacts, fault: ServiceFault): string => {
  if (exit === Exit.auth) return policyHint(facts, fault);
  return exit === Exit.unavailable ? 'Run it again in a few minutes.' : bucketHint(facts, fault);
};

/** The error for a fault: by Code and words; by status only where these say nothing known. */
export const errorOf = (fault: ServiceFault, facts: CiCallFacts): CliError => {
  const rule = rules.find((one) => matches(one, fault));
  const exit = rule?.exit ?? byStatus(fault.status ?? 0);
  const hint = rule === undefined ? plainHint(exit, facts, fault) : rule.hint(facts, fault);
  return serviceError(fault, facts, { exit, hint }, mayPass(fault, isPassing));
};
