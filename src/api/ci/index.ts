// The registry line of Tencent Cloud CI: light data; code loads with the first use.
import type { ProviderDescription } from '../provider.js';
import { listFlags, submitFlags } from './flags.js';
import { environment, localProfile, profileFlags } from './profile.js';

export const ci: ProviderDescription = {
  name: 'ci',
  title: 'Tencent Cloud CI',
  submitFlags,
  listFlags,
  profileFlags,
  localProfile,
  environment,
  jobTypes: ['SpeechRecognition'],
  open: async (connection, tools) => (await import('./provider.js')).ciProvider(connection, tools),
  openStorage: async (connection, tools, bucket) =>
    (await import('./storage/index.js')).cosStorage(connection, tools, bucket),
  readAnswer: async (value, text) => (await import('./decode.js')).decodeSaved(value, text),
};
