// `profile add` on a real terminal: what Ctrl-C and the end of input do at each question.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ctrlC, ctrlD, onTerminal, type Step } from '../../support/pty.js';
import { temporaryFolder } from '../../support/run.js';

const secret = 'madeUpSecret0000000001';
const answers: readonly Step[] = [
  ['Access key id: ', 'LTAImadeUpId00000001\r'],
  ['not shown): ', `${secret}\r`],
  ['empty if none): ', '\r'],
];

let home: string;
beforeEach(async () => {
  home = await temporaryFolder();
});
afterEach(() => rm(home, { recursive: true, force: true }));

const add = (steps: readonly Step[]) =>
  onTerminal(['profile', 'add', 'work', '--region', 'cn-shanghai'], steps, {
    ASRCTL_HOME: home,
    HOME: home,
    TERM: 'xterm',
  });

/** The answers up to a question, and other keys there. */
const keysAt = (question: number, keys: string): readonly Step[] => [
  ...answers.slice(0, question),
  [answers[question]?.[0] ?? '', keys],
];

describe.each([0, 1, 2])('at question %i', (question) => {
  test.each([
    ['Ctrl-C', ctrlC],
    ['Ctrl-C after some letters', `LTAI${ctrlC}`],
  ])('%s interrupts, and nothing is stored', async (_name, keys) => {
    const { code, shown, left } = await add(keysAt(question, keys));
    expect([code, left]).toEqual([130, 0]);
    expect(shown).toMatch(/\r\nasrctl: Interrupted\r\n/);
    expect(shown).not.toContain(secret);
    expect(existsSync(join(home, 'config.json'))).toBe(false);
  });

  test('the end of input is an error, and nothing is stored', async () => {
    const { code, shown, left } = await add(keysAt(question, ctrlD));
    expect([code, left]).toEqual([2, 0]);
    expect(shown).toContain('The input ended before the last question was answered\r\n');
    expect(shown).not.toContain(secret);
    expect(existsSync(join(home, 'config.json'))).toBe(false);
  });
});

test('with every answer the profile is stored, and the secret is not shown', async () => {
  const { code, shown } = await add(answers);
  expect(shown).toContain('Added profile work');
  expect(shown).not.toContain(secret);
  expect(code).toBe(0);
  expect(existsSync(join(home, 'config.json'))).toBe(true);
});
