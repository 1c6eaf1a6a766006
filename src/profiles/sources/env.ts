import { variable, type Env } from '../world.js';
import { wholePair, type Source } from './source.js';

const idName = 'ALIBABA_CLOUD_ACCESS_KEY_ID';
const secretName = 'ALIBABA_CLOUD_ACCESS_KEY_SECRET';

/** True when either half is set: enough to mean it, and half a pair is then an error. */
export const hasAlibabaKeys = (env: Env): boolean =>
  variable(env, idName) !== null || variable(env, secretName) !== null;

/** The variables that the official SDKs read (@alicloud/credentials). */
export const alibabaEnv: Source = {
  name: 'env',
  summary: 'ALIBABA_CLOUD_ACCESS_KEY_ID, _ACCESS_KEY_SECRET, _SECURITY_TOKEN',
  provider: 'ims',
  credentials: async ({ world: { env } }) =>
    wholePair(
      'the environment',
      [idName, variable(env, idName)],
      [secretName, variable(env, secretName)],
      variable(env, 'ALIBABA_CLOUD_SECURITY_TOKEN'),
    ),
};
