// The features of a boundary between two words of English, hashed: what the learned break cost is computed from.

/** Buckets of the weights; a power of two. */
export const buckets = 2 ** 18;

export const featureCount = 20;

/** A word as the features see it: hashes and counts, so that a million words take a second. */
export interface SeenWord {
  /** Of the lower-case word without marks at its ends, of its last two and last three letters. */
  readonly word: number;
  readonly lastTwo: number;
  readonly lastThree: number;
  /** The code of the mark that it ends on, or 0. */
  readonly mark: number;
  readonly capital: number;
  readonly number: number;
  /** Letters, at most 8. */
  readonly length: number;
}

/** FNV-1a. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
};

const edges = /^[^a-z0-9]+|(?<![^a-z0-9])[^a-z0-9]+$/g;

export const seenWord = (token: string): SeenWord => {
  const bare = token.toLowerCase().replace(edges, '');
  const last = token.charAt(token.length - 1);
  return {
    word: hashOf(bare),
    lastTwo: hashOf(bare.slice(-2)),
    lastThree: hashOf(bare.slice(-3)),
    mark: /[a-z0-9]/i.test(last) ? 0 : last.charCodeAt(0),
    capital: /^["'“‘(]*[A-Z]/.test(token) ? 1 : 0,
    number: /\d/.test(token) ? 1 : 0,
    length: Math.min(8, bare.length),
  };
};

const none = seenWord('');

/** The bucket of feature `n` with up to three values. */
const bucketOf = (n: number, x: number, y: number, z: number): number => {
  let hash = Math.imul(n + 1, 0x9e3779b1) ^ x;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ y;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) ^ z;
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
};

/**
 * Writes the buckets of the boundary after word `i` to `out`: the words at it, two words before and two after them,
 * their marks, capitals, endings, numbers and lengths.
 */
export const featuresOf = (words: readonly SeenWord[], i: number, out: Int32Array): void => {
  const y = words[i - 2] ?? none;
  const z = words[i - 1] ?? none;
  const a = words[i] ?? none;
  const b = words[i + 1] ?? none;
  const c = words[i + 2] ?? none;
  const d = words[i + 3] ?? none;
  out[0] = bucketOf(0, 0, 0, 0);
  out[1] = bucketOf(1, a.mark, 0, 0);
  out[2] = bucketOf(2, a.mark, b.capital, a.capital);
  out[3] = bucketOf(3, a.word, 0, 0);
  out[4] = bucketOf(4, b.word, 0, 0);
  out[5] = bucketOf(5, a.word, b.word, 0);
  out[6] = bucketOf(6, z.word, 0, 0);
  out[7] = bucketOf(7, c.word, 0, 0);
  out[8] = bucketOf(8, z.word, a.word, 0);
  out[9] = bucketOf(9, b.word, c.word, 0);
  out[10] = bucketOf(10, a.lastThree, 0, 0);
  out[11] = bucketOf(11, b.lastThree, 0, 0);
  out[12] = bucketOf(12, a.lastTwo, b.lastTwo, 0);
  out[13] = bucketOf(13, y.mark, z.mark, 0);
  out[14] = bucketOf(14, b.mark, c.mark, 0);
  out[15] = bucketOf(15, a.number, b.number, 0);
  out[16] = bucketOf(16, a.length, b.length, 0);
  out[17] = bucketOf(17, a.mark, b.word, 0);
  out[18] = bucketOf(18, z.word, a.word, b.word);
  out[19] = bucketOf(19, y.word, d.word, 0);
};
