/**
 * One section of an INI text as its keys in lower case; null when there is no such section. Values
 * keep everything after the first `=`, since base64 ends in it; `#` and `;` begin comments only at
 * the start of a line, as Python's configparser has it, which most of these files were written for.
 */
export const sectionOf = (text: string, name: string): Readonly<Record<string, string>> | null => {
  const found: Record<string, string> = {};
  let [inside, seen] = [false, false];
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const line = raw.trim();
    const head = /^\[([^\]]+)\]$/.exec(line);
    if (head !== null) {
      inside = head[1]?.trim() === name;
      seen ||= inside;
      continue;
    }
    const [, key, value] = /^([^=#;][^=]*)=(.*)$/.exec(line) ?? [];
    if (inside && key !== undefined && value !== undefined)
      found[key.trim().toLowerCase()] = value.trim();
  }
  return seen ? found : null;
};

/** The names of all sections, in order. */
export const sectionNames = (text: string): readonly string[] =>
  [...text.matchAll(/^[ \t]*\[([^\]\r\n]+)\][ \t]*$/gm)].map(([, name = '']) => name.trim());
