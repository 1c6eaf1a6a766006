// A production job as columns, as a detail view and as a document.
import type { App } from '../../app.js';
import { textColumn as text, timeColumn } from '../views/columns.js';
import type { Cell, Column, Detail, Section } from '../../formats/output.js';
import { rawOrText } from '../../formats/records/raw-json.js';
import type { ProductionJob } from '../../jobs/production.js';
import { stateCell } from '../views/job.js';
import { flattenedSection } from '../views/flatten-rows.js';
import { showAge, showSpan, showTime } from '../views/times.js';
import { resultSections } from './results.js';

type Job = ProductionJob;

const errorText = (job: Job): string | null =>
  job.error === null ? null : [job.error.code, job.error.message].filter(Boolean).join(': ');

export const productionColumns = (app: App): Column<Job>[] => {
  const now = app.clock.now();
  return [
    text('id', (job) => job.id),
    text('state', (job) => job.state, { cell: stateOf }),
    text('function', (job) => job.function, { shrink: 2 }),
    text('name', (job) => job.name, { shrink: 3 }),
    {
      ...text('age', (job: Job) => job.createdAt, { forPeople: true }),
      cell: (job) => showAge(job.createdAt, now),
    },
    text('input', (job) => job.input?.media ?? null, { shrink: 4 }),
    text('output', (job) => job.output?.media ?? job.output?.url ?? null, {
      shrink: 4,
      hidden: true,
    }),
    timeColumn(app, 'createdAt', (job: Job) => job.createdAt),
    timeColumn(app, 'finishedAt', (job: Job) => job.finishedAt),
    ...(['providerState', 'profile', 'region', 'templateId', 'userData'] as const).map((key) =>
      text(key, (job: Job) => job[key], { hidden: true, shrink: 5 }),
    ),
    text('error', errorText, { hidden: true, shrink: 5 }),
  ];
};

/** The state's word; a success that wrote no output is marked as bad. */
const stateOf = (job: Job): Cell =>
  job.state === 'succeeded' && job.error !== null
    ? { text: 'succeeded, nothing written', tone: 'bad' }
    : stateCell(job.state);

const media = (value: Job['input'] | Job['output']): string | null =>
  value === null ? null : [value.type, value.media].filter(Boolean).join(' ');

/** When a presigned address expires: `expires in 42m`, `expired`. */
const expiry = (app: App, expiresAt: string | null): string => {
  if (expiresAt === null) return 'no expiry';
  const left = Date.parse(expiresAt) - app.clock.now();
  const when = showTime(expiresAt, app.flags.utc);
  if (left <= 0) return `expired ${when}`;
  return `expires in ${showSpan(left)}, ${when}`;
};

const outputSections = (app: App, job: Job): Section[] => {
  const sections: Section[] = [];
  const lists = [
    ['Output files', job.outputFiles],
    ['Output media ids', job.outputMediaIds],
  ] as const;
  for (const [title, lines] of lists)
    if (lines.length > 0) sections.push({ title, text: lines.join('\n') });
  if (job.outputUrls.length > 0) {
    const rows = job.outputUrls.map(({ url, expiresAt }) => [expiry(app, expiresAt), url]);
    sections.push({ title: 'Output addresses', head: ['SIGNATURE', 'ADDRESS'], rows });
  }
  return sections;
};

const fieldsOf = (app: App, job: Job): [string, string | Cell | null][] => {
  const state = stateOf(job);
  const own = job.providerState === null ? '' : ` (${job.providerState})`;
  const { schedule } = job;
  return [
    ['Job', job.id],
    ['State', { ...state, text: `${state.text}${own}` }],
    ['Error', errorText(job)],
    ['Function', job.function],
    ['Name', job.name],
    ['Input', media(job.input)],
    ['Output', media(job.output)],
    ['Output URL', job.output?.url ?? null],
    ['Belongs to', job.output?.biz ?? null],
    ['Template', job.templateId],
    ['Pipeline', schedule?.pipelineId ?? null],
    ['Priority', schedule?.priority == null ? null : String(schedule.priority)],
    ['Created', showTime(job.createdAt, app.flags.utc)],
    ['Finished', showTime(job.finishedAt, app.flags.utc)],
    ['User data', job.userData],
    [
      'Profile',
      job.profile === null
        ? null
        : [job.profile, job.provider, job.region].filter(Boolean).join(', '),
    ],
  ];
};

/** The detail view of one job, without empty fields. */
export const productionDetail = (app: App, job: Job, raw: boolean): Detail => {
  const sections = [
    ...flattenedSection('Parameters', job.params),
    ...resultSections(job),
    ...outputSections(app, job),
  ];
  if (raw && job.raw !== null) sections.push({ title: 'Answer as received', text: job.raw });
  return {
    fields: fieldsOf(app, job).filter(
      (field): field is [string, string | Cell] => field[1] !== null && field[1] !== '',
    ),
    sections,
  };
};

/** The production document; with `raw` the answer, digit for digit. */
export const productionDocument = (job: Job, raw: boolean): object => {
  const { raw: answer, ...document } = job;
  return raw ? { ...document, raw: answer === null ? null : rawOrText(answer) } : document;
};
