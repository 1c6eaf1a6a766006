// The flags of every command, in one table for the parser, help, completions and the man page.
import { Option } from '@commander-js/extra-typings';
import type { GlobalFlags } from '../app.js';
import { usageError } from '../errors.js';
import { collectNames } from './inputs/collect.js';

/** New Option objects each time: commander keeps state in them. */
export const globalOptions = (): Option[] =>
  [
    new Option('--profile <name>', 'credential profile to use'),
    new Option('--region <id>', 'region of the service'),
    new Option('--endpoint <url>', 'address of the service, for private or test endpoints'),
    new Option(
      '--format <name>',
      'table, json, jsonl, csv, tsv, yaml, id; for subtitle files: srt, vtt …',
    ).argParser(collectNames),
    new Option('--json', 'the same as --format json'),
    new Option('--query <jmespath>', 'select from the document with a JMESPath expression'),
    new Option('--utc', 'show times in UTC'),
    new Option('--color <when>', 'when to use colour').choices(['auto', 'always', 'never']),
    new Option('--no-color', 'the same as --color never'),
    new Option('-q, --quiet', 'hide progress and notices'),
    new Option('-v, --verbose', 'show each call and retry'),
    new Option('--no-input', 'fail instead of asking'),
  ] as Option[];

export interface RawGlobals {
  profile?: string;
  region?: string;
  endpoint?: string;
  format?: string[];
  json?: boolean;
  query?: string;
  utc?: boolean;
  color?: string | boolean;
  quiet?: boolean;
  verbose?: boolean;
  input?: boolean;
}

const colorChoice = (raw: RawGlobals): GlobalFlags['color'] => {
  if (raw.color === false) return 'never';
  return raw.color === 'always' || raw.color === 'never' ? raw.color : 'auto';
};

/** Parsed global flags in their final form. Throws exit 2 where two of them contradict. */
export const readGlobals = (raw: RawGlobals): GlobalFlags => {
  const formats = raw.format ?? [];
  if (raw.json === true && formats.some((format) => format !== 'json')) {
    throw usageError('--json and --format contradict each other', 'Give only one of them.');
  }
  return {
    profile: raw.profile ?? null,
    region: raw.region ?? null,
    endpoint: raw.endpoint ?? null,
    formats: raw.json === true ? ['json'] : formats,
    query: raw.query ?? null,
    color: colorChoice(raw),
    quiet: raw.quiet === true,
    verbose: raw.verbose === true,
    input: raw.input !== false,
    utc: raw.utc === true,
  };
};
