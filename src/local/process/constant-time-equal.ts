// Compares secrets in a time that does not depend on what was sent.
import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two texts are equal. */
export const constantTimeEqual = (a: string, b: string): boolean =>
  timingSafeEqual(digest(a), digest(b));
