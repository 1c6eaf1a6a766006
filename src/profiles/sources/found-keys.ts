// Keys that other tools keep on this machine, for `profile add` to offer. Only files are read; no service is asked.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../../errors.js';
import { hasKeys } from './env.js';
import { cliProfiles, readConfigJson } from './alibaba/config-json.js';
import { sectionNames } from './ini-text.js';
import { timeOf } from './remote.js';
import { sourcesFor } from './index.js';
import type { CredentialRequest, FileSettings, Source } from './source.js';
import { readTccli } from './tencent/tccli.js';
import type { FoundKeys } from '../profiles.js';
import { textOf } from '../store/config.js';
import type { SourceWorld } from '../world.js';

type Place = Pick<FoundKeys, 'source' | 'sourceProfile'> & {
  readonly expiresAtMs?: number | undefined;
};

const plain = (source: string): readonly Place[] => [{ source, sourceProfile: null }];

const namesIn = (folder: string, ending: string): readonly string[] => {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(ending));
    return files.map((name) => name.slice(0, -ending.length)).sort();
  } catch {
    // No folder, no tool.
    return [];
  }
};

const sectionsOf =
  (source: string, path: readonly string[]) =>
  ({ home, readSecrets }: SourceWorld): readonly Place[] =>
    sectionNames(readSecrets(join(home, ...path)) ?? '').map((sourceProfile) => ({
      source,
      sourceProfile,
    }));

const fileOf =
  (source: string, name: string) =>
  ({ home, readSecrets }: SourceWorld): readonly Place[] =>
    readSecrets(join(home, name)) === null ? [] : plain(source);

const places: readonly ((world: SourceWorld) => readonly Place[])[] = [
  ({ env, providers }) =>
    providers
      .filter(({ environment }) => hasKeys(env, environment))
      .flatMap(({ environment }) => (environment === undefined ? [] : plain(environment.source))),
  (world) =>
    cliProfiles(readConfigJson(world)).flatMap((profile) => {
      const sourceProfile = textOf(profile['name']);
      const expiresAtMs = timeOf(profile['sts_expiration']);
      return sourceProfile === null ? [] : [{ source: 'aliyun-cli', sourceProfile, expiresAtMs }];
    }),
  sectionsOf('ini', ['.alibabacloud', 'credentials']),
  (world) =>
    namesIn(join(world.home, '.tccli'), '.credential').map((sourceProfile) => ({
      source: 'tccli',
      sourceProfile,
      expiresAtMs: timeOf(readTccli(sourceProfile, 'credential', world)?.['expiresAt']),
    })),
  sectionsOf('tencent-ini', ['.tencentcloud', 'credentials']),
  fileOf('coscli', '.cos.yaml'),
  fileOf('coscmd', '.cos.conf'),
];

/** A file that cannot be read is not offered: its tool reports it. */
const noneFor = (error: unknown): null => {
  if (error instanceof CliError) return null;
  throw error;
};

const readPlaces = (world: SourceWorld): readonly Place[] =>
  places.flatMap((read) => {
    try {
      return read(world);
    } catch (error) {
      return noneFor(error) ?? [];
    }
  });

const comesAlong = async (
  { settings }: Source,
  request: CredentialRequest,
): Promise<FileSettings | null> => {
  try {
    return (await settings?.(request)) ?? null;
  } catch (error) {
    return noneFor(error);
  }
};

/** Every place with keys, in the order of the sources, with the region and bucket that come along. */
export const foundKeys = async (world: SourceWorld): Promise<readonly FoundKeys[]> => {
  const sources = sourcesFor(world.providers);
  const found: FoundKeys[] = [];
  for (const place of readPlaces(world)) {
    const source = sources.find(({ name }) => name === place.source);
    if (source === undefined || source.provider === null) continue;
    const { provider } = source;
    const { sourceProfile, expiresAtMs } = place;
    const settings = sourceProfile === null ? {} : { sourceProfile };
    const none = { region: null, endpoint: null, keys: null };
    const profile = { ...none, provider, settings, source: source.name };
    const file = await comesAlong(source, { name: '', profile, world });
    const isExpired = expiresAtMs !== undefined && expiresAtMs <= world.clock.now();
    found.push({
      provider,
      source: source.name,
      sourceProfile,
      region: file?.region ?? null,
      bucket: file?.bucket ?? null,
      expiresAtMs: expiresAtMs ?? null,
      isExpired,
    });
  }
  return found;
};
