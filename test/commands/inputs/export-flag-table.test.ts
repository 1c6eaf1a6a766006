// The table of export flags is what every command that writes subtitles shows and takes.
import { expect, test } from 'vitest';
import { exportOptions, trackFlagNames } from '../../../src/commands/inputs/export-flag-table.js';
import { asrctl } from '../../support/run.js';

const lines = {
  export: ['export'],
  transcribe: ['transcribe'],
  production: ['production', 'export'],
  lint: ['lint'],
} as const;
const commands = Object.keys(lines) as (keyof typeof lines)[];

test.each(commands)('%s shows every row that names it, and none that does not', async (command) => {
  const { stdout } = await asrctl([...lines[command], '--help'], { columns: 100 });
  const own = new Set(exportOptions(command).map(({ flags }) => flags));
  expect(own.size).toBe(exportOptions(command).length);
  const all = new Set(commands.flatMap((one) => exportOptions(one).map(({ flags }) => flags)));
  // transcribe has a --timeout and an --output of its own.
  const others = ['--timeout <time>', '-o, --output <file|folder>'];
  const elsewhere = new Set(command === 'transcribe' ? others : []);
  for (const flags of all) {
    const shown = stdout.includes(`  ${flags.split(' <')[0] ?? ''}`);
    expect([flags, shown]).toEqual([flags, own.has(flags) || elsewhere.has(flags)]);
  }
});

test('a row that may repeat collects its values, a list of names is split', () => {
  const parse = (flag: string, ...values: string[]): unknown => {
    const option = commands.flatMap(exportOptions).find(({ long }) => long === flag);
    return values.reduce<unknown>(
      (earlier, value) => option?.parseArg?.(value, earlier),
      undefined,
    );
  };
  expect(parse('--speaker-name', 'S1=A, B', 'S2=C')).toEqual(['S1=A, B', 'S2=C']);
  expect(parse('--output-format', 'srt, vtt,', 'ass')).toEqual(['srt', 'vtt', 'ass']);
});

test('flags about files are not part of what a track is', () => {
  const names = trackFlagNames('transcribe');
  expect(names).toContain('maxChars');
  expect(names).toContain('speakers');
  for (const name of ['force', 'outputFormat', 'output', 'bilingual'])
    expect(names).not.toContain(name);
});
