// Keeps the garbage of a long run small.
import { setFlagsFromString } from 'node:v8';

/**
 * Stops the growth of V8's young generation for the rest of this process. A run of 1,000 items has about 11 MB
 * of live objects at any time, but allocates 400 MB, and V8 answers with two halves of 16 MB: 125 MB of memory
 * in place of 105 MB, at the same speed.
 */
export const keepYoungHeapSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');
