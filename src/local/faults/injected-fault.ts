// What can be made to go wrong, and for whom. Data and its check; nothing here acts.

/** In the order of the help. The first seven befall any call, `skewed-clock` its signature, the last three the job that a submit makes. */
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

/** `*` is every call, also those that are none of the others (queues, hotwords). */
export const faultOperations = ['submit', 'get', 'list', 'upload', '*'] as const;
export type FaultOperation = (typeof faultOperations)[number];

export interface InjectedFault {
  readonly name: FaultName;
  readonly operation: FaultOperation;
  /** How many calls it still befalls. */
  readonly left: number;
  /**
   * Milliseconds: until a slow answer comes, what throttling asks to wait, how long a job is stuck,
   * how far the service's clock is ahead (negative: behind). Null for faults that have no such thing.
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

/** True for faults that mark a job: they go with a submit. */
export const isOfJobs = (name: FaultName): boolean => name.startsWith('job-');

const most = 1_000_000;
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
/** 30 days: longer than anything is waited for, short enough for every clock. */
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
 * Checks a fault as a client asks for it: `name`, and optionally `operation` (default `*`, for jobs
 * `submit`), `count` (default 1), `delayMs`. What is wrong with it comes back as a clause.
 */
export const readFault = (value: unknown): InjectedFault | string => {
  const { name, operation, count = 1, delayMs } = (value ?? {}) as Record<string, unknown>;
  if (!isOneOf(faultNames, name)) return `no fault is called ${JSON.stringify(name) ?? 'nothing'}`;
  const asked = operation ?? (isOfJobs(name) ? 'submit' : '*');
  if (!isOneOf(faultOperations, asked)) return 'no such operation';
  if (isOfJobs(name) && asked !== 'submit') return `${name} goes with a submit`;
  if (!isCount(count)) return `the count is not a number from 1 to ${most}`;
  const delay = delayOf(name, delayMs);
  if (typeof delay === 'string') return delay;
  return { name, operation: asked, left: count, delayMs: delay };
};
