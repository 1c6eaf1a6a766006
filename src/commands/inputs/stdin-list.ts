// Lists on stdin: `asrctl submit -`, `find -print0 | asrctl submit -0 -`.

/** Arguments of commander's `option`. */
export const nullFlag = [
  '-0, --null',
  'items on stdin end with NUL instead of a line end',
] as const;

export const allowEmptyFlag = ['--allow-empty', 'exit 0 if the list has no items'] as const;

export interface ListFlags {
  readonly null?: true | undefined;
  readonly allowEmpty?: true | undefined;
}

/** The items as they are, comments and outer spaces included; only empty ones are left out. */
export const splitList = (text: string, nul: boolean): string[] =>
  text.split(nul ? '\0' : /\r?\n/).filter((item) => item.trim() !== '');
