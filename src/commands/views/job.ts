// The columns, the detail view and the document of a job, for every command that shows jobs.
import type { App } from '../../app.js';
import { textColumn as text, timeColumn } from './columns.js';
import type { Cell, Column, Detail, Section, Tone } from '../../formats/output.js';
import { rawOrText } from '../../formats/records/raw-json.js';
import type { Job, JobState } from '../../jobs/job.js';
import { withChannelSpeakers, type Segment } from '../../transcripts/transcript.js';
import { flattenedSection } from './flatten-rows.js';
import { hintCommand } from './hint-command.js';
import { shownInput, shownTitle } from './job-name.js';
import { showAge, showOffset, showSpan, showTime } from './times.js';

const tones: Record<JobState, Tone | undefined> = {
  queued: 'busy',
  running: 'busy',
  paused: 'busy',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'dim',
  unknown: undefined,
};

export const stateCell = (state: JobState): Cell => ({ text: state, tone: tones[state] });

/** Milliseconds from start (else creation) to the end of a finished job, or null. */
const tookMs = (job: Job): number | null => {
  const from = Date.parse(job.startedAt ?? job.createdAt ?? '');
  const to = Date.parse(job.finishedAt ?? '');
  return Number.isNaN(from) || Number.isNaN(to) ? null : to - from;
};

const errorText = (job: Job): string | null =>
  job.error === null ? null : [job.error.code, job.error.message].filter(Boolean).join(': ');

/** The media of jobs as they were named when they were submitted from this machine, by job id. */
type Sources = ReadonlyMap<string, string>;

/** All columns of a job. Hidden ones appear in csv and tsv, or when `--columns` names them. */
export const jobColumns = (app: App, sources: Sources = new Map()): Column<Job>[] => {
  const now = app.clock.now();
  return [
    text('id', (job) => job.id),
    text('state', (job) => job.state, { cell: (job) => stateCell(job.state) }),
    text('type', (job) => job.type, { shrink: 3, optional: 'same' }),
    text('title', (job) => job.title, {
      cell: (job) => shownTitle(job.title, sources.get(job.id) ?? job.input),
      shrink: 1,
      least: 16,
      cut: 'middle',
      optional: 'empty',
    }),
    {
      ...text('age', (job: Job) => job.createdAt, { forPeople: true }),
      cell: (job) => showAge(job.createdAt, now),
    },
    {
      ...text('tookMs', tookMs, { label: 'TOOK', shrink: 2, optional: 'empty' }),
      cell: (job) => spanCell(tookMs(job)),
    },
    text('input', (job) => job.input, {
      cell: (job) => shownInput(job.input),
      shrink: 4,
      least: 20,
      cut: 'front',
      optional: 'empty',
    }),
    ...(['createdAt', 'updatedAt', 'startedAt', 'finishedAt'] as const).map((key) =>
      timeColumn(app, key, (job: Job) => job[key]),
    ),
    ...(['description', 'provider', 'providerState', 'profile', 'region', 'userData'] as const).map(
      (key) => text(key, (job: Job) => job[key], { hidden: true, shrink: 5 }),
    ),
    text('error', errorText, { hidden: true, shrink: 5 }),
  ];
};

const spanCell = (ms: number | null): string => (ms === null ? '' : showSpan(ms));

/** Segments in a detail view without `--segments`: about one screen. */
const preview = 12;

const transcriptSection = (app: App, job: Job, all: boolean): Section[] => {
  if (job.transcript === null) return [];
  const segments = withChannelSpeakers(job.transcript.segments);
  if (segments.length === 0) return [{ title: 'Transcript', text: '(no speech)' }];
  const shown = all ? segments : segments.slice(0, preview);
  const speakers = segments.some((segment) => segment.speaker !== null);
  const row = (s: Segment): string[] => [
    showOffset(s.startMs),
    showOffset(s.endMs),
    ...(speakers ? [s.speaker ?? ''] : []),
    s.text,
  ];
  const left = segments.length - shown.length;
  const sections: Section[] = [
    {
      title: 'Transcript',
      head: ['FROM', 'TO', ...(speakers ? ['SPEAKER'] : []), 'TEXT'],
      rows: shown.map(row),
    },
  ];
  if (left > 0) {
    sections.push({
      title: `${left} more segments`,
      text: `For all: ${hintCommand(app, 'get', job.id, '--segments')}`,
      exact: true,
    });
  }
  return sections;
};

const otherSections = (job: Job): Section[] => {
  const sections: Section[] = (job.texts ?? []).map((text, i) => ({
    title: `Text ${i + 1}`,
    text,
  }));
  sections.push(...flattenedSection('Output', job.output), ...flattenedSection('Usage', job.usage));
  return sections;
};

export interface DetailOptions {
  readonly segments: boolean;
  readonly raw: boolean;
}

/** The readable view of one job; fields without a value are left out. */
export const jobDetail = (app: App, job: Job, options: DetailOptions): Detail => {
  const time = (iso: string | null): string => showTime(iso, app.flags.utc);
  const state = job.providerState === null ? job.state : `${job.state} (${job.providerState})`;
  const took = tookMs(job);
  const fields: [string, string | Cell | null][] = [
    ['Job', job.id],
    ['State', { text: state, tone: tones[job.state] }],
    ['Error', errorText(job)],
    ['Type', job.type],
    ['Title', job.title],
    ['Description', job.description],
    ['Input', /^file:/i.test(job.input ?? '') ? shownInput(job.input) : job.input],
    ['Created', time(job.createdAt)],
    ['Updated', time(job.updatedAt)],
    ['Started', time(job.startedAt)],
    ['Finished', time(job.finishedAt)],
    ['Took', took === null ? null : showSpan(took)],
    ['User data', job.userData],
    [
      'Profile',
      job.profile === null
        ? null
        : [job.profile, job.provider, job.region].filter(Boolean).join(', '),
    ],
  ];
  const sections = [...transcriptSection(app, job, options.segments), ...otherSections(job)];
  if (options.raw && job.raw !== null)
    sections.push({ title: 'Answer as received', text: job.raw, exact: true });
  return {
    fields: fields.filter(
      (field): field is [string, string | Cell] => field[1] !== null && field[1] !== '',
    ),
    sections,
  };
};

/** The job document of the contract; `raw` only on request, with every digit of its numbers. */
export const jobDocument = (job: Job, raw: boolean, source: string | null = null): object => {
  const { raw: answer, id, ...fields } = job;
  const document = { id, source, ...fields };
  return raw ? { ...document, raw: answer === null ? null : rawOrText(answer) } : document;
};
