// Region and bucket that come along with the keys of another tool, where the profile has none of its own.
import { CliError } from '../../errors.js';
import type { Found, Resolved } from '../resolve.js';
import { sourcesFor } from './index.js';
import type { FileSettings } from './source.js';
import type { SourceWorld } from '../world.js';

/** What the file of the source says. One that cannot be read is reported by its keys. */
const readSettings = async (
  { name, profile }: Resolved,
  world: SourceWorld,
): Promise<FileSettings | null> => {
  const source = sourcesFor(world.providers).find((one) => one.name === profile.source);
  try {
    return (await source?.settings?.({ name, profile, world })) ?? null;
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
};

/**
 * The same settings with region, bucket and its alias of the tool's file below everything else. A bucket that the
 * profile names by its alias becomes the name.
 */
export const withFileSettings = async (
  resolved: Resolved,
  world: SourceWorld,
): Promise<Resolved> => {
  const file = await readSettings(resolved, world);
  if (file === null) return resolved;
  const { origin, region, bucket, bucketAlias } = file;
  const found = (value: string | null): Found | null => (value === null ? null : { value, origin });
  const own = resolved.settings['bucket'];
  const isOwn = own !== undefined && own.value !== bucketAlias && own.value !== bucket;
  const settings = Object.entries({
    bucket: found(bucket),
    bucketAlias: found(bucketAlias),
  }).filter((entry): entry is [string, Found] => entry[1] !== null);
  return {
    ...resolved,
    region: resolved.region ?? (isOwn ? null : found(region)),
    settings: isOwn ? resolved.settings : { ...resolved.settings, ...Object.fromEntries(settings) },
  };
};
