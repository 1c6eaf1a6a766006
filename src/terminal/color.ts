// Whether a stream gets colour. The rules: --color, then NO_COLOR (no-color.org), FORCE_COLOR
// (force-color.org, with chalk's levels), CLICOLOR and CLICOLOR_FORCE (bixense.com/clicolors), TERM.
import type { ColorLevel } from './streams.js';

type Env = Readonly<Record<string, string | undefined>>;

const levelOfTerm = (env: Env): ColorLevel => {
  if (env['COLORTERM'] === 'truecolor' || env['COLORTERM'] === '24bit') return 3;
  return /256/.test(env['TERM'] ?? '') ? 2 : 1;
};

const forced = (value: string | undefined): ColorLevel | null => {
  if (value === undefined) return null;
  if (value === '0' || value === 'false') return 0;
  return value === '2' || value === '3' ? (Number(value) as ColorLevel) : 1;
};

/** The level for one stream; each stream has its own level. */
export const colorLevel = (
  env: Env,
  isTTY: boolean,
  choice: 'auto' | 'always' | 'never',
): ColorLevel => {
  if (choice === 'never') return 0;
  if (choice === 'always') return levelOfTerm(env);
  if (env['NO_COLOR']) return 0;
  const force = forced(env['FORCE_COLOR']);
  if (force !== null) return force;
  if ((env['CLICOLOR_FORCE'] ?? '0') !== '0') return levelOfTerm(env);
  if (!isTTY || env['TERM'] === 'dumb' || env['CLICOLOR'] === '0') return 0;
  return levelOfTerm(env);
};
