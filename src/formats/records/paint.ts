// Colour for tones. chalk is loaded only where colour is on.
import type { ColorLevel } from '../../terminal/streams.js';
import type { Tone } from '../output.js';

export type Paint = (tone: Tone | undefined, text: string) => string;

const plain: Paint = (_tone, text) => text;

/** A function that colours text by tone, or leaves it alone at level 0. */
export const painter = async (level: ColorLevel): Promise<Paint> => {
  if (level === 0) return plain;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level });
  const tones: Record<Tone, (text: string) => string> = {
    good: chalk.green,
    bad: chalk.red,
    busy: chalk.yellow,
    dim: chalk.dim,
    head: chalk.bold,
  };
  return (tone, text) => (tone === undefined || text === '' ? text : tones[tone](text));
};
