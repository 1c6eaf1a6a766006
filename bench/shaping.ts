// Rule violations of shaped cues by language and style, compared with a greedy writer. Arguments: folders or files
// with more transcripts; `--each` for one row per transcript. Captions that people wrote are compared with ours.
import { shape, styleFor } from '../src/subtitles/index.js';
import { goalRows } from './shaping-goals.js';
import { corpora } from './shaping-corpora.js';
import { greedy } from './shaping-greedy.js';
import { judge, type Verdict } from './shaping-judge.js';

const latin = ['netflix-en', 'bbc', 'bbc-vertical', 'ted', 'amazon', 'dcmp', 'youtube', 'shorts'];
const chinese = ['netflix-zh-sdh', 'netflix-zh', 'youtube', 'shorts'];
const japanese = ['netflix-ja-sdh', 'netflix-ja'];

const none: Verdict = {
  cues: 0,
  broken: 0,
  fast: 0,
  unfair: 0,
  ends: 0,
  bad: 0,
  cut: 0,
  kinsoku: 0,
};

const sumOf = (a: Verdict, b: Verdict): Verdict => ({
  cues: a.cues + b.cues,
  broken: a.broken + b.broken,
  fast: a.fast + b.fast,
  unfair: a.unfair + b.unfair,
  ends: a.ends + b.ends,
  bad: a.bad + b.bad,
  cut: a.cut + b.cut,
  kinsoku: a.kinsoku + b.kinsoku,
});

const percent = (part: number, whole: number): string =>
  whole === 0 ? '0.0 %' : `${((100 * part) / whole).toFixed(1)} %`;

const rows = new Map<string, Verdict>();
const add = (what: string, style: string, by: string, verdict: Verdict): void => {
  const key = [what, style, by].join(' | ');
  rows.set(key, sumOf(rows.get(key) ?? none, verdict));
};

const args = process.argv.slice(2);
for (const { name, transcript } of corpora(args.filter((arg) => !arg.startsWith('--')))) {
  const language = styleFor(null, transcript).name.split('-')[1] ?? '';
  const names = language === 'ja' ? japanese : language === 'zh' ? chinese : latin;
  const what = args.includes('--each') ? `${language} ${name}` : language;
  for (const style of names.map((name) => styleFor(name, transcript))) {
    add(what, style.name, 'asrctl', judge(shape(transcript, style).cues, transcript, style));
    add(what, style.name, 'greedy', judge(greedy(transcript, style), transcript, style));
  }
}

console.log(
  '| language | style | writer | cues | over a limit | too fast | faster than the speech | bad breaks | words cut | kinsoku errors |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const [key, v] of rows) {
  const rates = [
    percent(v.broken, v.cues),
    percent(v.fast, v.cues),
    v.unfair,
    percent(v.bad, v.ends),
  ];
  console.log(`| ${[key, v.cues, ...rates, v.cut, v.kinsoku].join(' | ')} |`);
}

const goals = await goalRows(args.filter((arg) => !arg.startsWith('--')));
if (goals.length > 0) {
  console.log(
    '\n| language | documents | input | F1 | F1 of cue ends | Sigma | bad % | people bad % |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const line of goals) console.log(line);
}
