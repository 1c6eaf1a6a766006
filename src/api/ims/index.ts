// The registry line of Alibaba Cloud IMS: light data; code loads with the first use.
import type { ProviderDescription } from '../provider.js';
import { jobTypes, submitFlags } from './flags.js';
import { environment, localProfile, profileFlags, regions } from './profile.js';

export const ims: ProviderDescription = {
  name: 'ims',
  title: 'Alibaba Cloud IMS',
  submitFlags,
  listFlags: [],
  profileFlags,
  localProfile,
  environment,
  regions,
  jobTypes,
  // From the comments of the official SDKs (ice-20201109). The address of a job's own page is not established.
  consolePage: () => 'https://ims.console.aliyun.com/summary',
  open: async (connection, tools) => (await import('./provider.js')).imsProvider(connection, tools),
  openStorage: async (connection, tools, bucket) =>
    (await import('./storage/index.js')).ossStorage(connection, tools, bucket),
  readAnswer: async (value, text) => (await import('./decode.js')).decodeSaved(value, text),
};
