// How lists are rendered, and what exports write.
import { recordFormatNames, type RecordFormatName } from '../../formats/records/index.js';
import { subtitleFormats } from '../../formats/subtitles/index.js';
import type { SubtitleFormat } from '../../formats/subtitles/format.js';
import type { Block } from '../layout.js';

const records: Record<RecordFormatName, string> = {
  table: 'for people; the default of lists',
  json: 'one document; the same as --json',
  jsonl: 'one JSON object per line, written as results arrive',
  csv: 'comma-separated values with a header',
  tsv: 'tab-separated values with a header',
  yaml: 'the document of json as YAML',
  id: 'ids only, one per line',
};

const holds: Record<SubtitleFormat['holds'], string> = {
  cues: 'cues',
  transcript: 'the whole transcript',
  chapters: 'chapters',
};

const ability = ({ extension, holds: kind, voices, overlap }: SubtitleFormat): string =>
  [
    `.${extension}: ${holds[kind]}`,
    ...(voices ? ['with speakers'] : []),
    ...(kind === 'cues' && overlap ? ['cues may overlap'] : []),
  ].join('; ');

export default (): readonly Block[] => [
  {
    title: 'Lists and details (--format)',
    entries: recordFormatNames.map((name) => ({ term: name, text: records[name] })),
  },
  {
    title: 'Subtitles and texts (export --format)',
    entries: subtitleFormats.map((format) => ({ term: format.name, text: ability(format) })),
  },
  {
    title: null,
    entries: [
      {
        text: 'Several formats are separated by commas. Without --format the extension of -o chooses the format. A pipe never changes the format.',
      },
    ],
  },
  {
    title: 'Examples',
    entries: [
      { command: 'asrctl list --format csv' },
      { command: 'asrctl list --json --query jobs[].id' },
      { command: 'asrctl export "$id" --format srt,vtt -o subtitles/' },
    ],
  },
];
