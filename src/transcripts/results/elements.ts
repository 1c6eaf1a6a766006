// The elements of a parsed XML answer, and how to read their children. The parser is in api/ci/http.

export interface Element {
  readonly name: string;
  /** The text directly inside, references decoded, not trimmed. */
  readonly text: string;
  readonly children: readonly Element[];
}

/** Every child of that name: one and many read the same way. */
export const all = (element: Element | undefined, name: string): readonly Element[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** The first child of that name; official samples repeat JobLevel, so more than one is no error. */
export const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((candidate) => candidate.name === name);

/** A child's text, trimmed; null when absent or blank. */
export const textOf = (element: Element | undefined, name: string): string | null => {
  const text = child(element, name)?.text.trim();
  return text === undefined || text === '' ? null : text;
};
