// Secrets that this run knows, removed from everything it prints: as they are, percent-encoded, in base64.

export interface KnownSecrets {
  /** From now on `strike` removes this text. Shorter ones than eight characters are no keys and stay. */
  readonly add: (secret: string) => void;
  /** The text with `***` for every known secret in it. */
  readonly strike: (text: string) => string;
}

const shortest = 8;

const percentForms = (secret: string): string[] => {
  const strict = encodeURIComponent(secret).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
  return [encodeURIComponent(secret), strict].flatMap((text) => [text, lower(text)]);
};

/** What base64 makes of the secret inside a longer text: three forms, by its distance from the beginning. */
const base64Forms = (secret: string): string[] =>
  [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    // The first and last characters mix in bits of the neighbours.
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor((bytes.length * 8) / 6);
    const text = bytes.toString('base64').slice(from, to);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });

const jsonForm = (secret: string): string => JSON.stringify(secret).slice(1, -1);

const formsOf = (secret: string): string[] => [
  secret,
  jsonForm(secret),
  ...percentForms(secret),
  ...base64Forms(secret),
];

/** Knows no secret yet. */
export const knownSecrets = (): KnownSecrets => {
  const forms = new Set<string>();
  let pattern: RegExp | null = null;
  return {
    add(secret) {
      if (secret.length < shortest) return;
      for (const form of formsOf(secret)) forms.add(form);
      const longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
      const literal = longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
      pattern = new RegExp(literal.join('|'), 'g');
    },
    strike: (text) => (pattern === null ? text : text.replace(pattern, '***')),
  };
};
