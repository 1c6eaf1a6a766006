// Secrets as a type that cannot be printed by accident.
import { inspect } from 'node:util';
import type { Secret } from '../api/provider.js';

class Hidden implements Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}

/** Wraps a secret: `***` in template strings, JSON and util.inspect; `reveal` gives it to who signs. */
export const secretOf = (text: string): Secret => new Hidden(text);

/** A key id for people: `LTAI****0001`. Short ones show nothing, since little would stay hidden. */
export const maskId = (id: string): string =>
  id.length < 12 ? '****' : `${id.slice(0, 4)}****${id.slice(-4)}`;
