// Shaping: from a transcript to cues under the rules of a style. Pure: no files, no clock, no streams.
export type { Repair, Rule, Shaped, ShapeOptions } from './shaped.js';
export { overrideStyle } from './styles/style.js';
export type { Style, StyleOverrides } from './styles/style.js';
export { styles } from './styles/presets.js';
export { styleFor } from './styles/style-for.js';
export { findLanguage, withLanguage } from './text/language.js';
export { quantise } from './timing/quantise.js';
export { learnedModel } from './planner/learned/learned-model.js';
export { shape } from './shape.js';
export { repair } from './repair/repair.js';
export { isReadingSpeed, lintCues } from './rules.js';
export { alignBilingual } from './bilingual.js';
export { chapters } from './chapters.js';
export { repairCues } from './cue-repair/repair-cues.js';
export { visibleCue } from './cue-repair/source-cue.js';
export type { SourceCue } from './cue-repair/source-cue.js';
