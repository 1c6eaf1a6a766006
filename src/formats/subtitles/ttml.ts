// TTML, IMSC 1.1 text profile (www.w3.org/TR/ttml-imsc1.1/), using only what IMSC 1.0.1 already had:
// the document names both profiles. Built from strings: the XML writers that were measured write NUL and U+FFFE.
import type { Cue } from '../../subtitles/cue.js';
import type { SubtitleOptions, Track } from './format.js';
import { clockMs } from './clock.js';
import { cleanLine, cleanLines, opening } from './text.js';

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Clean text has no code point that XML 1.0 forbids; these four characters need a reference. */
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (c) => references[c] ?? c);

const profile = 'http://www.w3.org/ns/ttml/profile';

const head = (options: SubtitleOptions, agents: readonly string[]): readonly string[] => [
  '<?xml version="1.0" encoding="UTF-8"?>',
  `<tt xml:lang="${escape(cleanLine(options.language ?? ''))}" xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" ttp:profile="${profile}/imsc1/text" ttp:contentProfiles="${profile}/imsc1/text ${profile}/imsc1.1/text">`,
  '  <head>',
  '    <metadata>',
  `      <ttm:title>${escape(cleanLine(options.title ?? ''))}</ttm:title>`,
  ...agents.map(
    (name, i) =>
      `      <ttm:agent xml:id="speaker${i + 1}" type="person"><ttm:name type="full">${escape(name)}</ttm:name></ttm:agent>`,
  ),
  '    </metadata>',
  '    <styling>',
  '      <style xml:id="text" tts:color="white" tts:backgroundColor="rgba(0,0,0,192)" tts:fontFamily="proportionalSansSerif" tts:fontSize="100%" tts:lineHeight="125%"/>',
  '    </styling>',
  '    <layout>',
  '      <region xml:id="bottom" tts:origin="10% 80%" tts:extent="80% 15%" tts:displayAlign="after" tts:textAlign="center" tts:overflow="visible"/>',
  '    </layout>',
  '  </head>',
  '  <body region="bottom">',
  '    <div>',
];

const paragraph = (cue: Cue, agents: ReadonlyMap<string, string>): string | null => {
  const lines = cleanLines(cue.lines).map(escape);
  if (lines.length === 0) return null;
  const agent = agents.get(cue.speaker === null ? '' : cleanLine(cue.speaker));
  const who = agent === undefined ? '' : ` ttm:agent="${agent}"`;
  const when = `begin="${clockMs(cue.startMs, '.')}" end="${clockMs(cue.endMs, '.')}"`;
  return `      <p ${when}${who}><span style="text">${lines.join('<br/>')}</span></p>`;
};

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  const names = options.voices ? cues.map((cue) => cleanLine(cue.speaker ?? '')) : [];
  const agents = [...new Set(names)].filter((name) => name !== '');
  const ids = new Map(agents.map((name, i) => [name, `speaker${i + 1}`]));
  yield `${opening(options)}${head(options, agents).join(eol)}${eol}`;
  for (const cue of cues) {
    const text = paragraph(cue, ids);
    if (text !== null) yield `${text}${eol}`;
  }
  yield ['    </div>', '  </body>', '</tt>', ''].join(eol);
}
