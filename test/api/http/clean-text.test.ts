import { describe, expect, it } from 'vitest';
import { bounded, cleanId, cleanMessage } from '../../../src/api/http/clean-text.js';

const secret = 'madeUpSecret0001';

describe('text of a server', () => {
  it('is cut to 2 KB before a pattern sees it', () => {
    expect(bounded('x'.repeat(10_000))).toHaveLength(2_048);
    expect(cleanMessage(`${' '.repeat(3_000)}late`, [])).toBe('');
  });

  it('loses secrets, also one that the cut leaves a part of', () => {
    expect(cleanMessage(`key ${secret} is wrong`, [secret])).toBe('key *** is wrong');
    const cut = `?a=${'b'.repeat(2_048 - 11)}${secret}`;
    expect(cleanMessage(cut, [secret])).not.toContain('madeUp');
    expect(cleanMessage(`${'-'.repeat(480)} ${secret}`, [secret])).not.toContain('madeUp');
  });

  it('loses strings to sign, queries and signatures', () => {
    expect(cleanMessage('No match. server string to sign is:GET&%2F&Key', [])).toBe('No match.');
    expect(cleanMessage('at https://h/x?sign=abc and q-signature=abc', [])).toBe(
      'at https://h/x and ***',
    );
  });

  it('is a short code or request id without control characters', () => {
    expect(cleanId(`A\u001b[2J\u0085${secret}`, [secret])).toBe('A[2J***');
    expect(cleanId('x'.repeat(1_000), [])).toHaveLength(128);
    expect(cleanId('\u0007', [])).toBeNull();
  });
});
