// A program of the user that prints AiResult JSON or a subtitle file.
import { aiResultProblem, readAiResult } from '../../transcripts/results/ai-result.js';
import { readSubtitleSegments } from '../../transcripts/readers/subtitle-segments.js';
import type { Segment } from '../../transcripts/transcript.js';
import type { Argv } from '../../argv.js';
import type { LocalSegment } from '../jobs/job.js';
import type { EngineKind } from './engine.js';

const name = 'command';
const inputMark = '{input}';

/** The command with `{input}` replaced by the file, or with the file at its end. */
export const commandFor = (command: Argv, input: string): Argv => {
  const [program, ...rest] = command;
  const filled = rest.map((word) => word.replaceAll(inputMark, input));
  const isPlaced = rest.some((word) => word.includes(inputMark));
  return [program, ...filled, ...(isPlaced ? [] : [input])];
};

// Words with estimated times add nothing to their segment.
const localSegment = ({ startMs, endMs, text, words }: Segment): LocalSegment => ({
  startMs,
  endMs,
  text,
  words: words
    .filter((word) => !word.estimated)
    .map((word) => ({
      startMs: word.startMs,
      endMs: word.endMs,
      text: word.text,
      confidence: null,
    })),
});

const jsonSegments = (text: string): readonly Segment[] => {
  const found = readAiResult(text);
  const problem = found === null ? aiResultProblem(text) : null;
  if (problem !== null)
    throw new Error(`The output of the engine command cannot be read: ${problem}`);
  return found?.segments ?? [];
};

/** Reads a command's output: AiResult JSON in any of its forms, otherwise SRT or WebVTT. Throws if its JSON is truncated. */
export const segmentsOfText = (text: string): readonly LocalSegment[] => {
  const isJson = /^\s*[[{]/.test(text);
  const segments = isJson ? jsonSegments(text) : readSubtitleSegments(text);
  return segments.map(localSegment);
};

export const command: EngineKind = {
  name,
  auto: false,
  find: (settings) => {
    const argv = settings.command;
    if (argv === null) return Promise.resolve('No engine command: add one with --engine-command');
    return Promise.resolve({
      name,
      async *transcribe(task) {
        const lines: string[] = [];
        const filled = commandFor(argv, await task.audio());
        for await (const line of task.run(filled, { cwd: settings.commandDir ?? undefined }))
          lines.push(line);
        yield* segmentsOfText(lines.join('\n'));
      },
    });
  },
};
