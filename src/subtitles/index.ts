// From a transcript to cues that keep a style's rules. Pure: no files, no clock, no streams.
export type { Chapter, Finding, Miss, Repair, RepairKind, Rule } from './shaped.js';
export type { Shaped, ShapeOptions } from './shaped.js';
export { overrideStyle, styleFor, styles } from './style.js';
export type { Style, StyleOverrides, WidthUnit } from './style.js';
export { gridOf, quantise } from './quantise.js';
export { shape } from './shape.js';
export { repair } from './repair.js';
export { isReadingSpeed, lintCues } from './rules.js';
export { alignBilingual } from './bilingual.js';
export type { BilingualOptions } from './bilingual.js';
export { chapters } from './chapters.js';
