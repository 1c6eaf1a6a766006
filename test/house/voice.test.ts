// Phrases that no text of the project contains. CONTRIBUTING, "Voice", has the rules.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { built } from '../../.config/generate/index.js';

const root = join(import.meta.dirname, '..', '..');

/** Each with a replacement. They match in any case, across line ends and comment marks. */
const phrases: readonly (readonly [riddle: RegExp, instead: string])[] = [
  [/befall/, 'happens to'],
  [/at birth/, 'when it is created'],
  [/\btongues?\b/, 'protocol'],
  [/\banew\b/, 'again'],
  [/in the place of/, 'instead of'],
  [/in whose place/, 'instead of which'],
  [/taken up from/, 'continues from'],
  [/\b(?:went|goes|go|going) on (?:from|where)\b/, 'continues'],
  [/\bmend(?:s|ed|ing)?\b/, 'repair, fix'],
  [/(?:was|were|is) begun/, 'started'],
  [/must be longer than nothing/, 'must be greater than 0'],
  [/this needs a yes/, 'confirmation required'],
  [/(?:in force|holds?) until used up/, 'active until used up'],
  [/again and again/, 'continuously'],
  [/\bis told (?:to|that|of|what|by|when|how)\b/, 'receives'],
  [/service tells/, 'the service returns'],
  [/\bin its own words\b/, 'with its own message'],
  [/\bwhatever (?:becomes of|befalls)\b/, 'even if'],
  [/\bhas (?:merely )?walked into\b/, 'is in'],
  [/\bunder our feet\b/, 'while it runs'],
  [/\bno place for\b/, 'cannot show'],
  [/\bif need be\b/, 'if needed'],
  [/\bsays no\b/, 'refuses'],
  [/\bbegin(?:s)? where\b/, 'start at'],
  [/\bwhat stands in (?:its|their|the) way\b/, 'what prevents'],
  [/\bbelongs? together\b/, 'match'],
  [/\bof yours\b/, 'your own'],
  [/\bby itself\b/, 'automatically'],
  [/\blook(?:s|ed)? into\b/, 'check'],
  [/\bgood enough for\b/, 'enough for'],
  [/\bis it true\b/, 'is valid'],
  [/\bhas (?:no|nothing) (?:business|to say)\b/, 'has no output'],
  [/\bthere is\b.{0,40}\balready\b/, 'already exists'],
  [/\bkept? apart\b/, 'separate'],
  [/\bmeets? (?:a|the) (?:fate|end)\b/, 'ends'],
  [/\bspell(?:s|ed)?\b/, 'write'],
];

const folders = ['src', 'bin', 'bench', 'examples', '.config', 'completions', 'docs'];
const pages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'package.json'];

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));

/** Text as one line: a phrase may be split by a line end and a comment mark. */
const flat = (text: string): string =>
  text.replaceAll(/\n\s*(?:\/\/+|\*|#|>)?\s*/g, ' ').replaceAll(/\s+/g, ' ');

const findings = (name: string, text: string, list = phrases): string[] => {
  if (text.includes('\0')) return [];
  // Pages may quote what an older version printed.
  const words = flat(name.endsWith('.md') ? text.replaceAll(/`[^`\n]*`/g, '``') : text);
  return list.flatMap(([riddle, instead]) =>
    [...words.matchAll(new RegExp(riddle.source, 'gi'))].map(
      ({ index }) => `${name}: …${words.slice(Math.max(0, index - 40), index + 60)}… (${instead})`,
    ),
  );
};

test('no source, page or script holds a phrase of the list', () => {
  const files = [...folders.flatMap(filesBelow), ...pages];
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap((name) => findings(name, readFileSync(join(root, name), 'utf8')))).toEqual(
    [],
  );
});

test('no help text and no line of the man page does', async () => {
  for (const [name, text] of Object.entries(await built('0.0.0'))) {
    expect(findings(name, text)).toEqual([]);
  }
});

test('a phrase is found in whatever case, and across the lines of a comment', () => {
  const list = [[/goes on where/, 'continues']] as const;
  expect(findings('a', 'x\n// It Goes\n * on where it stopped', list)).toHaveLength(1);
  expect(findings('a', 'it continues', list)).toEqual([]);
});
