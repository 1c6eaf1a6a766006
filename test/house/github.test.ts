// The workflows run what the README promises, on every Node that package.json allows, and only from public addresses.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './files.js';

const folder = join(root, '.github');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface Job {
  readonly 'runs-on': string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
const jobsOf = (name: string): Readonly<Record<string, Job>> =>
  (parse(read(`workflows/${name}`)) as { jobs: Readonly<Record<string, Job>> }).jobs;
const commands = (job: Job | undefined): string[] =>
  (job?.steps ?? []).flatMap(({ run }) => (run === undefined ? [] : [run]));

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

test('the suite runs on every Node line, and the program on three systems', () => {
  const { suite, program } = jobsOf('test.yml');
  const nodes = ['20', '22', '24', '26'];
  expect(suite?.strategy?.matrix).toEqual({ node: nodes });
  expect(suite?.['runs-on']).toBe('ubuntu-latest');
  expect(commands(suite)).toEqual(['npm ci', 'npm test']);
  expect(program?.strategy?.matrix).toEqual({
    system: ['macos-latest', 'windows-latest'],
    node: nodes,
  });
});

test('every npm script of a workflow is there', () => {
  const all = ['test.yml', 'release.yml'].flatMap((name) =>
    Object.values(jobsOf(name)).flatMap(commands),
  );
  const names = all.flatMap((line) => /npm run (?:--silent )?([\w:]+)/.exec(line)?.[1] ?? []);
  expect(names).toEqual(['build', 'sbom']);
  for (const name of names) expect(scripts[name]).toBeDefined();
});

test('a release publishes with provenance only what was tested and has the version of its tag', () => {
  const lines = commands(jobsOf('release.yml')['release']);
  const place = (part: string): number => lines.findIndex((line) => line.includes(part));
  const order = ['GITHUB_REF_NAME', 'npm ci', 'npm test', 'npm pack', 'npm publish', 'gh release'];
  expect(order.map(place)).toEqual(order.map(place).toSorted((a, b) => a - b));
  expect(order.map(place)).not.toContain(-1);
  expect(lines[place('npm publish')]).toContain('--provenance');
});

test('no file names a private address, and every issue form is a form', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yml'),
  );
  const addresses = files.flatMap((name) => read(name).match(/https?:\/\/[^/\s"]+/g) ?? []);
  expect(new Set(addresses)).toEqual(new Set(['https://github.com']));
  for (const name of ['bug', 'wish']) {
    const form = parse(read(`ISSUE_TEMPLATE/${name}.yml`)) as { body: { type: string }[] };
    expect(form.body.filter(({ type }) => type === 'textarea').length).toBeGreaterThan(1);
  }
});
