// The keys of the local service, which is started when it does not run.
import type { LocalProfile, ProfileFacts } from '../../api/provider.js';
import { textOf } from '../store/config.js';
import type { LocalServiceInfo } from '../local-service.js';
import { noCredentials, wholePair, type Source } from './source.js';

/** Facts about the protocol of a profile. Throws exit 4 for one that the local service does not speak. */
export const localFacts = (provider: string, services: readonly ProfileFacts[]): LocalProfile => {
  const facts = services.find(({ name }) => name === provider)?.localProfile;
  if (facts !== undefined) return facts;
  throw noCredentials(
    `The local service does not speak the protocol of ${provider}`,
    'Use a profile of another service, or another credential source.',
  );
};

/** Keys of a running local service for one of its protocols. */
export const localCredentials = (
  { fields }: LocalServiceInfo,
  { keys: [id, secret] }: LocalProfile,
) => wholePair('the local service', [id, textOf(fields[id])], [secret, textOf(fields[secret])]);

export const local: Source = {
  name: 'local',
  summary: 'the local service, started when needed',
  provider: null,
  async credentials({ profile, world }) {
    const facts = localFacts(profile.provider, world.providers);
    return localCredentials(await (await world.localService()).running(), facts);
  },
};
