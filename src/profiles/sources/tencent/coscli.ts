// The file of coscli, ~/.cos.yaml: keys and buckets with their aliases.
import { createDecipheriv } from 'node:crypto';
import { join } from 'node:path';
import { isFields, type Fields } from '../../../json.js';
import { textOf } from '../../store/config.js';
import type { SourceWorld } from '../../world.js';
import { noCredentials, wholePair, type CredentialRequest, type ReadSettings } from '../source.js';
import { instanceKeys } from './metadata.js';
import { regionOf } from './regions.js';

const place = '~/.cos.yaml';

/** `cos` of the file; null where there is none. A parser's message quotes the text it fails on: none is passed on. */
const readCosYaml = async ({ home, readSecrets }: SourceWorld): Promise<Fields | null> => {
  const text = readSecrets(join(home, '.cos.yaml'));
  if (text === null) return null;
  const { parse } = await import('yaml');
  try {
    const root = parse(text, { logLevel: 'silent' }) as unknown;
    const cos = isFields(root) ? root['cos'] : null;
    if (isFields(cos)) return cos;
  } catch {
    // Reported below.
  }
  throw noCredentials(`${place} is not a configuration of coscli`, 'Run: coscli config init');
};

/** The bucket that the profile names by its name or alias, else the only one, with its region. */
export const settings: ReadSettings = async ({ profile, world }) => {
  const listed = (await readCosYaml(world))?.['buckets'];
  const buckets = Array.isArray(listed) ? listed.filter(isFields) : [];
  const named = profile.settings['bucket'];
  const found =
    named === undefined
      ? buckets.length === 1 && buckets[0]
      : buckets.find(({ name, alias }) => name === named || alias === named);
  if (!found) return null;
  const [name, alias] = [textOf(found['name']), textOf(found['alias'])];
  return {
    origin: place,
    region: regionOf(textOf(found['region'])) ?? regionOf(textOf(found['endpoint'])),
    bucket: name,
    bucketAlias: alias === name ? null : alias,
  };
};

/**
 * coscli obfuscates its keys by default: AES-128-ECB with a constant in its source as key, zero padded (read in
 * coscli). Text that does not decode is taken as it is, as coscli does.
 */
const plainOf = (text: string): string => {
  if (!/^[A-Za-z0-9+/]{22,}={0,2}$/.test(text)) return text;
  try {
    const key = Buffer.concat([Buffer.from('coscli-secret'), Buffer.alloc(3)]);
    const cipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    const bytes = Buffer.concat([cipher.update(Buffer.from(text, 'base64')), cipher.final()]);
    const decoded = bytes.toString('utf8').replace(/(?<!\0)\0+$/, '');
    return /^[\x20-\x7e]*$/.test(decoded) ? decoded : text;
  } catch {
    return text;
  }
};

/** Throws exit 4 with the reason, exit 8 when the metadata service does not answer. */
export const credentials = async ({ world }: CredentialRequest) => {
  const base = (await readCosYaml(world))?.['base'];
  if (!isFields(base))
    throw noCredentials(
      `There are no keys in ${place}`,
      'Run: coscli config init, or choose another source: asrctl profile add NAME --force --source …',
    );
  if (textOf(base['mode'])?.toLowerCase() === 'cvmrole')
    return instanceKeys(textOf(base['cvmrolename']), place, world);
  const isPlain = String(base['disableencryption']) === 'true';
  const open = (name: string): string | null => {
    const value = textOf(base[name]);
    return value === null || isPlain ? value : plainOf(value) || null;
  };
  const [id, secret] = [open('secretid'), open('secretkey')];
  return wholePair(place, ['secretid', id], ['secretkey', secret], open('sessiontoken'));
};
