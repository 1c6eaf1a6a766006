// The faults that can be injected: their data and its check. Nothing here applies them.

/** In the order of the help. The first seven affect any call, `skewed-clock` its signature, the last three the job that a submit creates. */
export const faultNames = [
  'answer-lost',
  'reset',
  'http-503',
  'throttling',
  'slow',
  'cut',
  'html',
  'skewed-clock',
  'job-fails',
  'job-fails-silently',
  'job-stuck',
] as const;
export type FaultName = (typeof faultNames)[number];

/** `*` is every call, including those without a name here (queues, hotwords). */
export const faultOperations = ['submit', 'get', 'list', 'upload', '*'] as const;
export type FaultOperation = (typeof faultOperations)[number];

export interface InjectedFault {
  readonly name: FaultName;
  readonly operation: FaultOperation;
  /** How many calls it still affects. */
  readonly left: number;
  /**
   * Milliseconds: the delay of a slow answer, the wait that throttling requests, how long a job is stuck,
   * how far the service's clock is ahead (negative: behind). Null for faults without a delay.
   */
  readonly delayMs: number | null;
}

const delays: Partial<Record<FaultName, number>> = {
  throttling: 1_000,
  slow: 5_000,
  'skewed-clock': 3_600_000,
  'job-stuck': 60_000,
};

const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  list.includes(value as T);

/** True for faults of a job: they apply to a submit. */
export const isOfJobs = (name: FaultName): boolean => name.startsWith('job-');

const most = 1_000_000;
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
/** 30 days: longer than any wait, within what every clock can represent. */
const longestMs = 30 * 86_400_000;
const isDelay = (name: FaultName, value: unknown): value is number =>
  Number.isInteger(value) &&
  Math.abs(Number(value)) <= longestMs &&
  (Number(value) >= 0 || name === 'skewed-clock');

const delayOf = (name: FaultName, given: unknown): number | null | string => {
  const usual = delays[name] ?? null;
  if (given === undefined || given === null) return usual;
  if (usual === null) return `${name} takes no delay`;
  return isDelay(name, given) ? given : `not a delay for ${name}`;
};

/**
 * Checks a fault that a client requests: `name`, and optionally `operation` (default `*`, for jobs
 * `submit`), `count` (default 1), `delayMs`. Returns what is wrong as a clause.
 */
export const readFault = (value: unknown): InjectedFault | string => {
  const { name, operation, count = 1, delayMs } = (value ?? {}) as Record<string, unknown>;
  if (!isOneOf(faultNames, name)) return `no fault is called ${JSON.stringify(name) ?? 'nothing'}`;
  const asked = operation ?? (isOfJobs(name) ? 'submit' : '*');
  if (!isOneOf(faultOperations, asked)) return 'no such operation';
  if (isOfJobs(name) && asked !== 'submit') return `${name} applies to a submit only`;
  if (!isCount(count)) return `the count is not a number from 1 to ${most}`;
  const delay = delayOf(name, delayMs);
  if (typeof delay === 'string') return delay;
  return { name, operation: asked, left: count, delayMs: delay };
};
