// Who may import whom. A new arrow is a change of this table, in a commit that says why.
import { expect, test } from 'vitest';
import { imports, sources, type Import } from './source.js';

/** Rooms and files that a room may use; `type:` marks those it may only name in types. */
const arrows: Readonly<Record<string, string>> = {
  'command-line': 'commands errors messages',
  messages: 'formats/records/raw-json terminal errors',
  'system-faults': 'errors',
  argv: '',
  json: '',
  folders: 'errors',
  once: '',
  nearest: '',
  // The database adapter, which two rooms use.
  database: 'errors',
  // `api/http/ask`: credential sources get HTTP as a part of the world.
  main: 'program shell system-faults terminal errors api/http/ask type:app type:api/provider',
  // Adapters get the one function that writes the command of a hint as a tool.
  shell:
    'command-line commands/views/hint-command messages once paths api profiles journal local/client terminal errors type:app type:program',
  // Ids of recent jobs, from the journal.
  complete: 'paths profiles api journal commands/inputs/jobs/job-name commands/views/times',
  paths: 'folders json type:app',
  program:
    'once command-line messages system-faults commands help formats/render terminal errors type:app type:formats/output',
  help: 'nearest commands formats jobs subtitles terminal/text api profiles/sources errors type:app',
  app: 'type:api/provider type:profiles type:journal type:terminal type:jobs type:errors',
  commands:
    'argv json once system-faults waiting submitting jobs transcripts subtitles formats journal terminal errors type:app type:api/provider type:api/storage type:profiles/profiles type:profiles/project',
  'commands/local': 'local',
  // The help of `profile add` lists the credential sources.
  'commands/profile': 'profiles/sources',
  'commands/doctor': 'profiles/profiles',
  waiting: 'jobs errors type:app type:api/provider type:terminal/streams',
  submitting: 'journal jobs errors system-faults type:app type:api/provider type:api/storage',
  api: 'json jobs transcripts errors',
  journal: 'database folders system-faults jobs errors',
  profiles: 'argv errors folders json once system-faults type:api/provider type:jobs',
  // `argv`: the program that PAGER names.
  formats:
    'argv json nearest jobs transcripts subtitles terminal/text terminal/cut terminal/wrap terminal/streams errors type:app',
  subtitles: 'transcripts jobs',
  transcripts: 'json',
  local: 'database argv folders json jobs transcripts errors',
  jobs: 'type:transcripts',
  terminal: '',
  errors: '',
};

/** Where a package may be imported; a package that is not listed may not be imported at all. */
const packages: Readonly<Record<string, string>> = {
  '@alicloud': 'api/ims profiles/sources',
  '@commander-js': 'program help commands',
  '@jmespath-community': 'formats/query',
  chalk: 'formats/records/paint',
  'cli-table3': 'formats/records/table',
  conf: 'profiles/store',
  'fast-xml-parser': 'api/xml local/wire',
  'get-east-asian-width': 'terminal/text subtitles/text/width',
  libsql: 'database',
  ora: 'terminal/node-streams',
  'csv-parse': 'commands/transcribe',
  'p-limit': 'waiting/in-order commands/transcribe',
  yaml: 'formats/records/yaml profiles/sources',
};

const files = new Set(sources.map(({ name }) => name.replace(/\.ts$/, '')));
const inside = imports.filter(({ to }) => files.has(to));
const isPackage = ({ to }: Import): boolean => !files.has(to) && !to.startsWith('node:');
const roomOf = (path: string): string => path.split('/')[0] ?? '';

/** `commands/local` covers commands/local.ts, commands/local-setup.ts and what is below commands/local/. */
const covers = (place: string, path: string): boolean =>
  path === place || (path.startsWith(place) && /^[-/]/.test(path.slice(place.length)));

const allowed = ({ from, to, typeOnly }: Import): boolean =>
  Object.entries(arrows)
    .filter(([place]) => covers(place, from))
    .flatMap(([, targets]) => targets.split(' '))
    .some((target) => {
      const forType = target.startsWith('type:');
      return (!forType || typeOnly) && covers(target.replace('type:', ''), to);
    });

const show = ({ from, to, typeOnly }: Import): string =>
  `${from} -> ${to}${typeOnly ? ' (type)' : ''}`;

test('every room imports only what the table allows', () => {
  expect(inside.length).toBeGreaterThan(1000);
  const wrong = inside.filter((one) => roomOf(one.from) !== roomOf(one.to) && !allowed(one));
  expect(wrong.map(show)).toEqual([]);
});

test('every package is imported in its own places only', () => {
  const wrong = imports.filter(isPackage).filter(({ from, to }) => {
    const entry = Object.entries(packages).find(([name]) => covers(name, to));
    return !(entry?.[1].split(' ') ?? []).some((place) => covers(place, from));
  });
  expect(wrong.map(show)).toEqual([]);
});

test('the table names no room that is not there', () => {
  const rooms = new Set([...files].map(roomOf));
  expect(
    Object.keys(arrows)
      .map(roomOf)
      .filter((room) => !rooms.has(room)),
  ).toEqual([]);
});

/** Every way that leads back to where it began, type imports included; each as the files on it. */
const circles = (): string[] => {
  const targets = new Map<string, string[]>();
  for (const { from, to } of inside) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (done.has(file) || path.includes(file)) return;
    for (const to of targets.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
};

test('no imports go in a circle, types included', () => {
  expect(circles()).toEqual([]);
});
