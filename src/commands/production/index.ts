import { Command } from '@commander-js/extra-typings';
import { productionFunctions } from '../../jobs/production.js';
import type { Host } from '../host.js';
import { exportOptions } from '../inputs/export-flag-table.js';
import { jobOperand } from '../inputs/jobs/job-ids.js';
import { allowEmptyFlag, nullFlag } from '../inputs/stdin-list.js';
import { columnsFlag } from '../views/columns.js';
import { addWaitFlags } from '../wait/wait-flags.js';

const getCommand = (host: Host) =>
  new Command('get')
    .description('Show production jobs with their results and outputs.')
    .argument('[job...]', jobOperand)
    .option('--raw', 'add the answer exactly as the service sent it')
    .option(...nullFlag)
    .option(...allowEmptyFlag)
    .action((jobs, options) =>
      host.run(async (app) => (await import('./get.js')).get(app, jobs, options)),
    );

const waitCommand = (host: Host) =>
  addWaitFlags(
    new Command('wait')
      .description(
        'Wait until every production job is finished; prints a line for each as it finishes.',
      )
      .argument('[job...]', jobOperand),
  )
    .option(...nullFlag)
    .option(...allowEmptyFlag)
    .action((jobs, options) =>
      host.run(async (app) => (await import('./wait.js')).wait(app, jobs, options)),
    );

const listCommand = (host: Host) =>
  new Command('list')
    .description('List the production jobs that this machine submitted, newest first.')
    .option('--limit <n>', 'at most this many jobs', '20')
    .option(...columnsFlag)
    .action((options) => host.run(async (app) => (await import('./list.js')).list(app, options)));

const submitCommand = (host: Host) =>
  new Command('submit')
    .description('Submit a production job and print its id.')
    .requiredOption('--function <name>', productionFunctions.join(', '))
    .requiredOption('--input <media>', 'oss://bucket/object, a media id, or Input as JSON')
    .requiredOption('--output <media>', 'oss://bucket/object, or Output as JSON')
    .option('--params <json>', 'JobParams of the function, a JSON object')
    .option('--name <text>', 'name of the job, at most 100 characters')
    .option('--template <id>', 'template to use')
    .option('--model <id>', 'model to use')
    .option('--pipeline <id>', 'pipeline (queue) to run in')
    .option('--priority <n>', '1 to 10')
    .option('--user-data <text>', 'your own data, at most 256 characters')
    .option('--dry-run', 'show the request and send nothing')
    .addHelpText(
      'after',
      `
Examples:
  asrctl production submit --function SpeechDenoise --input talk.wav --output clean.wav
  asrctl production submit --function Cover --input oss://b/talk.mp4 --output 'oss://b/cover-{index}.jpg'`,
    )
    .action((options) =>
      host.run(async (app) => (await import('./submit.js')).submit(app, options)),
    );

const cancelCommand = (host: Host) =>
  new Command('cancel')
    .description('Cancel production jobs and print the ids of the cancelled ones.')
    .argument('[job...]', jobOperand)
    .option(...nullFlag)
    .option(...allowEmptyFlag)
    .action((jobs, options) =>
      host.run(async (app) => (await import('./cancel.js')).cancel(app, jobs, options)),
    );

const exportCommand = (host: Host) => {
  const command = new Command('export')
    .description('Write the result of a job: chapters as WebVTT or CSV, captions as their file.')
    .argument('[job]', 'job id, the beginning of one, or @last')
    .addHelpText(
      'after',
      `
MusicSegmentDetect and VideoClip give chapters: --format vtt (default), csv, youtube-chapters.
CaptionExtraction gives the subtitle files of the service; for several files, -o names a folder.

Examples:
  asrctl production export "$id" -o chapters.vtt
  asrctl production export "$id" --format csv`,
    )
    .action((id, options) =>
      host.run(async (app) => (await import('./export.js')).exportJob(app, id, options), {
        ownFormats: true,
      }),
    );
  for (const option of exportOptions('production')) command.addOption(option);
  return command;
};

export default (host: Host) =>
  new Command('production')
    .description('Intelligent-production jobs of IMS: covers, summaries, captions, cleaned sound.')
    .addCommand(listCommand(host))
    .addCommand(getCommand(host))
    .addCommand(waitCommand(host))
    .addCommand(submitCommand(host))
    .addCommand(cancelCommand(host))
    .addCommand(exportCommand(host));
