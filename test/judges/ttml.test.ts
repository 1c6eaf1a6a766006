// TTML checked with xmllint, the schemas of TTML and IMSC, and two readers by W3C members: ttconv and imsc.js.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanLines } from '../../src/formats/subtitles/text.js';
import type { SubtitleOptions } from '../../src/formats/subtitles/format.js';
import type { Cue } from '../../src/subtitles/cue.js';
import { cue, hostileNames, hostileTexts, hostileTimes } from './hostile.js';
import { put, python, run, rendered, type Seen } from './tools.js';

const schemas = join(import.meta.dirname, '..', 'fixtures', 'imsc-xsd');
const overlapping = [cue(0, 3000, ['one']), cue(1000, 2000, ['two']), cue(1000, 4000, ['three'])];

const tracks: readonly (readonly [string, readonly Cue[], Partial<SubtitleOptions>])[] = [
  ['hostile texts', hostileTexts, { language: 'en', title: 'a < b & "c" \0 ]]>' }],
  ['hostile times', hostileTimes, { eol: '\r\n', bom: true }],
  ['hostile names', hostileNames, { voices: true, language: 'zh-Hans' }],
  ['overlapping cues', overlapping, {}],
  ['no cue at all', [], {}],
];

const expected = (cues: readonly Cue[]): Seen[] =>
  cues.map(({ startMs, endMs, lines }) => ({
    startMs,
    endMs,
    text: cleanLines(lines).join('\n'),
  }));

it.each(tracks)(
  '%s: well-formed, and valid by the schemas of IMSC 1.0.1 and 1.1',
  async (_, cues, options) => {
    const path = put('a.ttml', await rendered('ttml', cues, options));
    expect(await run('xmllint', ['--noout', '--nonet', path])).toBe('');
    // xmllint exits with 3 where a document does not validate: then this rejects.
    await run('xmllint', ['--noout', '--nonet', '--schema', join(schemas, 'all10.xsd'), path]);
    await run('xmllint', ['--noout', '--nonet', '--schema', join(schemas, 'all11.xsd'), path]);
    // python3-xmlschema refuses the TTML2 schemas themselves, so it judges by those of IMSC 1.0.1 only.
    expect(await python('schema', join(schemas, 'all10.xsd'), path)).toEqual([]);
  },
);

it.each(tracks)('%s: ttconv reads the same cues without complaint', async (_, cues, options) => {
  const seen = await python('ttconv', put('a.ttml', await rendered('ttml', cues, options)));
  expect(seen).toEqual({ cues: expected(cues), complaints: [] });
});

interface Content {
  readonly kind: string;
  readonly text?: string;
  readonly contents?: readonly Content[];
}
interface Imsc {
  fromXML(text: string, handler: unknown): { getMediaTimeEvents(): readonly number[] };
}
interface Isd {
  generateISD(doc: unknown, at: number, handler: unknown): { contents: readonly Content[] };
}
const require = createRequire(import.meta.url);
const doc = require('imsc/src/main/js/doc.js') as Imsc;
const isd = require('imsc/src/main/js/isd.js') as Isd;

const paragraphs = (node: Content): string[] =>
  node.kind === 'p' ? [inside(node)] : (node.contents ?? []).flatMap(paragraphs);
const inside = (node: Content): string =>
  node.kind === 'br' ? '\n' : (node.text ?? (node.contents ?? []).map(inside).join(''));

it.each(tracks)(
  '%s: imsc.js shows each cue from its begin to its end',
  async (_, cues, options) => {
    const complaints: string[] = [];
    const note = (message: string): void => void complaints.push(message);
    const handler = { info: note, warn: note, error: note, fatal: note };
    const read = doc.fromXML(
      (await rendered('ttml', cues, options)).replace(/^\uFEFF/, ''),
      handler,
    );
    const edges = [
      ...new Set([0, ...cues.flatMap((c) => [c.startMs / 1000, c.endMs / 1000])]),
    ].sort((a, b) => a - b);
    expect(read.getMediaTimeEvents()).toEqual(edges);
    for (const at of edges) {
      const shown = isd.generateISD(read, at, handler).contents.flatMap(paragraphs);
      const due = expected(cues).filter((c) => c.startMs / 1000 <= at && at < c.endMs / 1000);
      expect(shown).toEqual(due.map((c) => c.text));
    }
    expect(complaints).toEqual([]);
  },
);
