import { describe, expect, it } from 'vitest';
import { CliError, Exit } from '../../src/errors.js';
import { concernsAll } from '../../src/waiting/job-error.js';

describe('faults that concern every item', () => {
  it.each([
    ['InvalidAccessKeyId.NotFound', true],
    ['SignatureDoesNotMatch', true],
    ['auth', true],
    ['Forbidden.PathNotAllowed', false],
    ['AccessDenied', false],
  ])('%s: %s', (code, all) => {
    expect(concernsAll(new CliError(Exit.auth, 'x', { code }))).toBe(all);
  });
});
