// The result of a function, as a table if its shape is known (QueryIProductionJob page).
import type { Section } from '../../formats/output.js';
import { chaptersOf, entriesOf } from '../../transcripts/results/production-chapters.js';
import type { ProductionJob } from '../../jobs/production.js';
import { flattenedSection } from '../views/flatten-rows.js';
import { showOffset } from '../views/times.js';

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const offset = (seconds: unknown): string => {
  const value = Number(seconds);
  return cell(seconds) === '' || Number.isNaN(value) ? cell(seconds) : showOffset(value * 1000);
};

const score = (value: unknown): string =>
  typeof value === 'number' ? value.toFixed(2) : cell(value);

const covers = (result: unknown): Section[] => {
  const rows = entriesOf(result, 'Covers', 'result').map((entry) => [
    offset(entry['Time']),
    score(entry['Score']),
    cell(entry['Url']),
  ]);
  return rows.length === 0 ? [] : [{ title: 'Covers', head: ['AT', 'SCORE', 'FILE'], rows }];
};

const chapters = (job: ProductionJob): Section[] => {
  const found = chaptersOf(job.function, job.result) ?? [];
  if (found.length === 0) return [];
  const rows = found.map(({ startMs, endMs, title }) => [
    showOffset(startMs),
    showOffset(endMs),
    title,
  ]);
  const title = job.function === 'VideoClip' ? 'Clips' : 'Segments';
  return [{ title, head: ['FROM', 'TO', 'TITLE'], rows }];
};

/** One column per channel: two dozen measures side by side do not fit a terminal. */
const quality = (result: unknown): Section[] => {
  const channels = entriesOf(result, 'result');
  if (channels.length === 0) return [];
  const names = [...new Set(channels.flatMap((channel) => Object.keys(channel)))];
  const measures = names.filter((name) => name !== 'Channel').toSorted();
  const heads = channels.map((channel, i) => `CHANNEL ${cell(channel['Channel']) || i + 1}`);
  const rows = measures.map((name) => [name, ...channels.map((channel) => cell(channel[name]))]);
  return [{ title: 'Audio quality', head: ['MEASURE', ...heads], rows }];
};

const known = (job: ProductionJob): Section[] => {
  if (job.function === 'Cover') return covers(job.result);
  if (job.function === 'AudioQualityAssessment') return quality(job.result);
  return chapters(job);
};

/** Sections for the result of a finished job; an unknown shape is shown as it is. */
export const resultSections = (job: ProductionJob): Section[] => {
  if (job.state !== 'succeeded' && job.result === null) return [];
  if (job.result === null)
    return [
      { title: 'Result', text: `${job.function ?? 'The function'} returned no extra information.` },
    ];
  const sections = known(job);
  if (sections.length > 0) return sections;
  return flattenedSection('Result', job.result);
};
