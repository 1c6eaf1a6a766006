// Production jobs as the adapter decodes them from the fixtures' answers.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProduction } from '../../../src/api/ims/production/decode.js';
import type { Provider, ProductionApi } from '../../../src/api/provider.js';
import type { ProductionJob } from '../../../src/jobs/production.js';
import { scriptedProvider } from '../../support/scripted-provider.js';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'ims');

export const productionFixtures = [
  'cover',
  'video-clip',
  'music-segments',
  'audio-quality',
  'captions',
  'plain',
  'nothing-written',
  'failed',
] as const;

/** The job of a fixture, some of its answer's fields replaced. */
export const productionJob = (
  name: (typeof productionFixtures)[number],
  changes: Readonly<Record<string, unknown>> = {},
): ProductionJob => {
  const text = readFileSync(join(folder, `production-${name}.json`), 'utf8');
  const body = { ...(JSON.parse(text) as Record<string, unknown>), ...changes };
  const job = decodeProduction(body, { profile: 'work', region: 'cn-shanghai' }, text);
  if (job === null) throw new Error(`the fixture ${name} is no job`);
  return job;
};

const unscripted = (what: string) => async (): Promise<never> => {
  throw new Error(`the test did not script ${what}`);
};

/** A provider with production jobs; methods that the test does not give fail the test when called. */
export const productionProvider = (methods: Partial<ProductionApi>): Provider =>
  scriptedProvider({
    production: {
      prepare: unscripted('prepare'),
      submit: unscripted('submit'),
      get: unscripted('get'),
      cancel: unscripted('cancel'),
      download: unscripted('download'),
      ...methods,
    },
  });
