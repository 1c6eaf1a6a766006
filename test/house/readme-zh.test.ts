// The Chinese README has the commands, tables, names and links of the English one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/spawn.js';

const pages = ['README.md', 'README.zh-CN.md'].map((name) =>
  readFileSync(join(projectRoot, name), 'utf8'),
);

/** What both pages give for this reading of a page. */
const both = <T>(read: (page: string) => readonly T[]): readonly [readonly T[], readonly T[]] => {
  const [english = '', chinese = ''] = pages;
  return [read(english), read(chinese)];
};

/** Code blocks without comments, which each page has in its own language. */
const commands = (page: string): string[] =>
  [...page.matchAll(/```(\w+)\n([^]*?)```/g)].map(
    ([, language = '', block = '']) => `${language}\n${block.replaceAll(/(?:^| +)# .*$/gm, '')}`,
  );

test('the same commands and outputs', () => {
  const [english, chinese] = both(commands);
  expect(english.length).toBeGreaterThan(7);
  expect(chinese).toEqual(english);
});

test('the same sections, and tables of the same rows and columns', () => {
  const [english, chinese] = both((page) =>
    page.split('\n').flatMap((line) => {
      if (line.startsWith('#')) return [/^#+/.exec(line)?.[0]];
      const key = /^\| (`[^`]+`|\d+) \|/.exec(line)?.[1] ?? '';
      return line.startsWith('|') ? [`${line.split(/(?<!\\)\|/).length} ${key}`] : [];
    }),
  );
  expect(english.length).toBeGreaterThan(40);
  expect(chinese).toEqual(english);
});

test('the same names, flags and values', () => {
  const names = (page: string): string[] => {
    const text = page.replaceAll(/```[^]*?```/g, '');
    return [...new Set([...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))].toSorted();
  };
  const [english, chinese] = both(names);
  expect(english.length).toBeGreaterThan(80);
  expect(chinese).toEqual(english);
});

test('the same links and pictures; links inside the page lead to a section of it', () => {
  const links = (page: string): string[] =>
    [...page.matchAll(/\]\(([^)#][^)]*)\)/g)].map(([, link = '']) => link);
  const [english, chinese] = both((page) => links(page).filter((to) => !to.startsWith('README')));
  expect(chinese.toSorted()).toEqual(english.toSorted());
  for (const page of pages) {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, text = '']) =>
      text.toLowerCase().replaceAll(' ', '-'),
    );
    const anchors = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = '']) => anchor);
    expect(anchors).toEqual(headings);
  }
});

test('each leads to the other', () => {
  expect(pages[0]).toContain('](README.zh-CN.md)');
  expect(pages[1]).toContain('](README.md)');
});
