// From a transcript to cues that keep a style's rules. Pure: no files, no clock, no streams.
export type { Repair, Rule, Shaped, ShapeOptions } from './shaped.js';
export { overrideStyle, styleFor, styles } from './style.js';
export type { Style, StyleOverrides } from './style.js';
export { quantise } from './quantise.js';
export { shape } from './shape.js';
export { repair } from './repair/repair.js';
export { isReadingSpeed, lintCues } from './rules.js';
export { alignBilingual } from './bilingual.js';
export { chapters } from './chapters.js';
