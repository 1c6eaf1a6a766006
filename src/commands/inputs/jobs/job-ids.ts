// How a command line names jobs. Full ids, the usual case, need no journal and no call.
import type { App } from '../../../app.js';
import { readItems } from '../items.js';
import type { ListFlags } from '../stdin-list.js';
import type { JobNaming } from './job-naming.js';

/** The operand in help. */
export const jobOperand =
  'job ids, beginnings of ids, or @last; - reads ids from stdin, one per line';

/** Ids have 32 hexadecimal digits; those of CI have a letter before them (ims.md 1.2, ci.md 1.5). */
const isFullId = (name: string): boolean => /^[a-z]?[0-9a-f]{32}$/i.test(name);

/** The id that a full id in any case names: services write them in lower case. */
const exactId = (name: string): string => (isFullId(name) ? name.toLowerCase() : name);

/**
 * The ids of the named jobs: full ids, beginnings of ids (4 characters or more, any case), `@last`, `@last~N`; on a
 * terminal a choice from a list where none is named. Throws exit 2 for an ambiguous beginning and where none is
 * named, exit 3 for a job that is not found or belongs to another profile.
 */
export const findJobIds = async (
  app: App,
  names: readonly string[],
  naming: JobNaming,
): Promise<string[]> => {
  if (names.length === 0) return [(await (await import('./pick-job.js')).pickJob(app, naming)).id];
  if (names.every(isFullId)) return names.map(exactId);
  const { resolver } = await import('./resolve-job.js');
  const resolve = resolver(app, naming);
  const ids: string[] = [];
  for (const name of names) ids.push(isFullId(name) ? exactId(name) : await resolve(name));
  return ids;
};

/** As `findJobIds`, with `-` for a list on stdin. */
export const readJobIds = async (
  app: App,
  given: readonly string[],
  flags: ListFlags,
  naming: JobNaming,
): Promise<string[]> => {
  if (given.length === 0) return findJobIds(app, given, naming);
  const names = await readItems(app, given, flags);
  return names.length === 0 ? [] : findJobIds(app, names, naming);
};
