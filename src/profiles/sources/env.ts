import type { EnvironmentFacts, ProfileFacts } from '../../api/provider.js';
import { variable, type Env } from '../world.js';
import { wholePair, type Source } from './source.js';

const firstPair = (env: Env, { keys }: EnvironmentFacts) =>
  keys.find(({ id, secret }) => variable(env, id) !== null || variable(env, secret) !== null);

/** True when either half of a pair is set: half a pair is an error, not another identity. */
export const hasKeys = (env: Env, facts: EnvironmentFacts | undefined): boolean =>
  facts !== undefined && firstPair(env, facts) !== undefined;

/** The source that reads the variables of one service; none for a service without. */
export const environmentSource = ({ name, environment }: ProfileFacts): readonly Source[] => {
  const [usual] = environment?.keys ?? [];
  if (environment === undefined || usual === undefined) return [];
  const { source, summary } = environment;
  const credentials: Source['credentials'] = async ({ world: { env } }) => {
    const { id, secret, tokens } = firstPair(env, environment) ?? usual;
    const token = tokens.map((one) => variable(env, one)).find((value) => value !== null);
    return wholePair(
      'the environment',
      [id, variable(env, id)],
      [secret, variable(env, secret)],
      token ?? null,
    );
  };
  return [{ name: source, summary, provider: name, credentials }];
};
