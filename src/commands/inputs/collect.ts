// Flags that may repeat: commander hands each value over with those before it.

/** Every value, in the order of the command line. */
export const collect = (value: string, earlier: string[] | undefined): string[] => [
  ...(earlier ?? []),
  value,
];

/** Every value, split at commas; empty names are dropped. */
export const collectNames = (value: string, earlier: string[] | undefined): string[] => [
  ...(earlier ?? []),
  ...value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
];
