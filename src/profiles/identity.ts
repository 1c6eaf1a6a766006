// Who a profile is: its keys, where they come from, when they expire, and the account they belong to.
import type { Connection, Credentials } from '../api/provider.js';
import { CliError } from '../errors.js';
import { isLoopback } from './endpoint.js';
import type { Identity } from './profiles.js';
import { maskId } from './secret.js';
import type { SourceWorld } from './world.js';

interface Caller {
  readonly account: string;
  readonly arn: string | null;
}

interface Loaded {
  callerIdentity(
    keys: Credentials,
    place: { readonly region: null; readonly endpoint: null },
    world: SourceWorld,
  ): Promise<Caller>;
}

/** Services whose cloud has a free call for the account. */
const callers: Readonly<Record<string, () => Promise<Loaded>>> = {
  ims: () => import('./sources/alibaba/sts.js'),
  ci: () => import('./sources/tencent/sts.js'),
};

const timeOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

const reasonOf = (error: unknown): string => {
  if (error instanceof CliError) return error.message;
  throw error;
};

const callerOf = async (
  { provider, endpoint }: Connection,
  keys: Credentials,
  world: SourceWorld,
): Promise<Pick<Identity, 'account' | 'arn' | 'problem'>> => {
  const load = callers[provider];
  const isElsewhere = endpoint !== null && isLoopback(new URL(endpoint).hostname);
  // Keys for a server on this machine are not sent to the cloud.
  if (load === undefined || isElsewhere) return { account: null, arn: null, problem: null };
  try {
    const place = { region: null, endpoint: null };
    const { account, arn } = await (await load()).callerIdentity(keys, place, world);
    return { account, arn, problem: null };
  } catch (error) {
    return { account: null, arn: null, problem: reasonOf(error) };
  }
};

/** The identity of a connection; its `problem` says why a part of it is not known. Sends at most two requests. */
export const identityOf = async (connection: Connection, world: SourceWorld): Promise<Identity> => {
  let keys: Credentials;
  try {
    keys = await connection.credentials();
  } catch (error) {
    const unknown = { accessKeyId: null, origin: null, expiresAt: null, account: null, arn: null };
    return { ...unknown, problem: reasonOf(error) };
  }
  const { accessKeyId, origin, expiresAtMs } = keys;
  const known = { accessKeyId: maskId(accessKeyId), origin, expiresAt: timeOf(expiresAtMs) };
  return { ...known, ...(await callerOf(connection, keys, world)) };
};
