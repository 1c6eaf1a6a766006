import type { Credentials, EnvironmentFacts, ProfileFacts } from '../../api/provider.js';
import { variable, type Env, type SourceWorld } from '../world.js';
import { wholePair, type Source } from './source.js';

type Loaded = {
  credentials(world: SourceWorld, keys: Credentials | null): Promise<Credentials>;
};

/** Identities beyond keys, by the service whose cloud has them. */
const identities: Readonly<Record<string, () => Promise<Loaded>>> = {
  ims: () => import('./alibaba/environment.js'),
  ci: () => import('./tencent/environment.js'),
};

const firstPair = (env: Env, { keys }: EnvironmentFacts) =>
  keys.find(({ id, secret }) => variable(env, id) !== null || variable(env, secret) !== null);

const hasIdentity = (env: Env, facts: EnvironmentFacts): boolean =>
  (facts.identities ?? []).some(
    ({ variable: name, unless }) =>
      variable(env, name) !== null &&
      !(unless !== undefined && /^true$/i.test(variable(env, unless) ?? '')),
  );

/** True when either half of a pair is set: half a pair is an error, not another identity. */
export const hasKeys = (env: Env, facts: EnvironmentFacts | undefined): boolean =>
  facts !== undefined && (firstPair(env, facts) !== undefined || hasIdentity(env, facts));

const pairIn = (env: Env, { id, secret, tokens }: EnvironmentFacts['keys'][number]): Credentials =>
  wholePair(
    'the environment',
    [id, variable(env, id)],
    [secret, variable(env, secret)],
    tokens.map((one) => variable(env, one)).find((value) => value !== null) ?? null,
  );

/** The source that reads the variables of one service; none for a service without. */
export const environmentSource = ({ name, environment }: ProfileFacts): readonly Source[] => {
  const [usual] = environment?.keys ?? [];
  if (environment === undefined || usual === undefined) return [];
  const { source, summary, role } = environment;
  const credentials: Source['credentials'] = async ({ world }) => {
    const { env } = world;
    const pair = firstPair(env, environment);
    const load = identities[name];
    if (load !== undefined && pair === undefined && hasIdentity(env, environment))
      return (await load()).credentials(world, null);
    const keys = pairIn(env, pair ?? usual);
    if (load === undefined || role === undefined || variable(env, role) === null) return keys;
    return (await load()).credentials(world, keys);
  };
  return [{ name: source, summary, provider: name, credentials }];
};
