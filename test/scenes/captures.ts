// Screens as text: what differs between two runs (ids, times, folders) is replaced.

/** Ids are numbered in the order in which they appear. */
const withoutIds = (text: string): string => {
  const known = new Map<string, string>();
  return text.replaceAll(/\b[0-9a-f]{32}\b/g, (id) => {
    const name = known.get(id) ?? `ID${known.size + 1}`.padEnd(id.length, '.');
    known.set(id, name);
    return name;
  });
};

/** The same text for every run. */
export const normalised = (text: string, folder: string): string =>
  withoutIds(text)
    .replaceAll(folder, '~')
    .replaceAll(/\b[0-9a-f]{8}\b/g, 'ID......')
    .replaceAll(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?/g, (time) => time.replaceAll(/\d/g, 'N'))
    .replaceAll(/(?<![\d:,.])\d+(?:\.\d+)?(?= ?(?:ms|s|m|h|d)\b)/g, 'N')
    .replaceAll(/(?<=127\.0\.0\.1:)\d+/g, 'PORT')
    .replaceAll(/[⠀-⣿]/g, '*');

export interface Capture {
  readonly title: string;
  readonly screen: string;
}

/** Several screens in one readable file. */
export const sheet = (captures: readonly Capture[]): string =>
  captures.map(({ title, screen }) => `──── ${title}\n${screen}\n`).join('\n');
