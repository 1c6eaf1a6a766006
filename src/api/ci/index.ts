// The registry line of Tencent Cloud CI: light data; code loads with the first use.
import type { ProviderDescription } from '../provider.js';
import { listFlags, submitFlags } from './flags.js';
import { environment, localProfile, profileFlags, regions } from './profile.js';

export const ci: ProviderDescription = {
  name: 'ci',
  title: 'Tencent Cloud CI',
  submitFlags,
  listFlags,
  profileFlags,
  localProfile,
  environment,
  regions,
  needsBucket: true,
  jobTypes: ['SpeechRecognition'],
  // The bucket page of the console, as Tencent's documents link it. The address of a job's own page is not established.
  consolePage: ({ region, settings: { bucket } }) => {
    const query = new URLSearchParams({ bucket: bucket ?? '', region: region ?? '' });
    return `https://console.cloud.tencent.com/ci/bucket?${query.toString()}`;
  },
  open: async (connection, tools) => (await import('./provider.js')).ciProvider(connection, tools),
  openStorage: async (connection, tools, bucket) =>
    (await import('./storage/index.js')).cosStorage(connection, tools, bucket),
  readAnswer: async (value, text) => (await import('./decode.js')).decodeSaved(value, text),
};
