// Files in which Tencent Cloud's own tools keep keys.
import { join } from 'node:path';
import { isFields } from '../../json.js';
import { parseFields, textOf } from '../store/config.js';
import { variable } from '../world.js';
import { sectionOf } from './ini-text.js';
import { noCredentials, wholePair, type Source } from './source.js';

const missing = (place: string): Error =>
  noCredentials(
    `There are no keys in ${place}`,
    'Choose another source with: asrctl profile add NAME --source …',
  );

export const cosConf: Source = {
  name: 'coscmd',
  summary: 'the keys of coscmd (~/.cos.conf)',
  provider: 'ci',
  async credentials({ world }) {
    const place = '~/.cos.conf';
    const text = world.readSecrets(join(world.home, '.cos.conf'));
    const section = text === null ? null : sectionOf(text, 'common');
    if (section === null) throw missing(place);
    // Older versions of coscmd wrote access_id.
    const id = section['secret_id'] || section['access_id'] || null;
    return wholePair(place, ['secret_id', id], ['secret_key', section['secret_key'] || null]);
  },
};

export const tccli: Source = {
  name: 'tccli',
  summary: 'a profile of tccli (~/.tccli/<profile>.credential)',
  provider: 'ci',
  async credentials({ profile, world }) {
    const wanted =
      profile.settings['sourceProfile'] ?? variable(world.env, 'TCCLI_PROFILE') ?? 'default';
    const place = `~/.tccli/${wanted}.credential`;
    if (/[/\\]/.test(wanted)) throw missing(place);
    const text = world.readSecrets(join(world.home, '.tccli', `${wanted}.credential`));
    if (text === null) throw missing(place);
    const fields = parseFields(text, place);
    const [id, secret] = [textOf(fields['secretId']), textOf(fields['secretKey'])];
    return wholePair(place, ['secretId', id], ['secretKey', secret], textOf(fields['token']));
  },
};

/**
 * coscli keeps its keys obfuscated unless told not to: AES-128-ECB with a constant in its source as
 * key, zero padded (read in coscli). Text that does not decode is taken as it is, as coscli does.
 */
const plainOf = async (text: string): Promise<string> => {
  if (!/^[A-Za-z0-9+/]{22,}={0,2}$/.test(text)) return text;
  const { createDecipheriv } = await import('node:crypto');
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

export const cosYaml: Source = {
  name: 'coscli',
  summary: 'the keys of coscli (~/.cos.yaml)',
  provider: 'ci',
  async credentials({ world }) {
    const place = '~/.cos.yaml';
    const text = world.readSecrets(join(world.home, '.cos.yaml'));
    if (text === null) throw missing(place);
    const base = await baseOf(text);
    const open = async (name: string): Promise<string | null> => {
      const value = textOf(base[name]);
      return value === null || base['disableencryption'] === 'true'
        ? value
        : (await plainOf(value)) || null;
    };
    if (textOf(base['mode'])?.toLowerCase() === 'cvmrole')
      throw noCredentials(
        `${place} has the unsupported mode CvmRole`,
        'Use --source command with a program that prints keys.',
      );
    const [id, secret] = [await open('secretid'), await open('secretkey')];
    return wholePair(place, ['secretid', id], ['secretkey', secret], await open('sessiontoken'));
  },
};

/** `cos.base` of the file. A parser's message quotes the text it fails on, so none is passed on. */
const baseOf = async (text: string): Promise<Readonly<Record<string, unknown>>> => {
  const { parse } = await import('yaml');
  try {
    const root = parse(text, { logLevel: 'silent' }) as unknown;
    const cos = isFields(root) ? root['cos'] : null;
    const base = isFields(cos) ? cos['base'] : null;
    if (isFields(base)) return base;
  } catch {
    // Said below, without the parser's words.
  }
  throw missing('~/.cos.yaml');
};
