// Four recordings at once: the terminal changes its width meanwhile, Ctrl-C leaves the jobs running.
import { expect, test } from 'vitest';
import { play, widths } from './scene.js';

test.each(widths)('transcribe of four files at %i columns', async (columns) => {
  const recordings = ['harbour.wav', 'interview.wav', 'lecture.wav', 'talk.wav'];
  const env = { ASRCTL_PROFILE: 'local' };
  const settings = { name: 'transcribe', columns, rows: 24, recordings, env };
  await play(settings, async ({ terminal, keep }) => {
    await terminal.does('asrctl local start --engine fake');
    await terminal.does('asrctl local faults set job-stuck --count 4 --delay 10m');
    const transcribed = await terminal.start('asrctl transcribe *.wav');
    keep('asrctl transcribe *.wav', await terminal.shows(/4 in progress/));
    await terminal.resize(columns - 15, 24);
    await terminal.resize(columns, 24);
    keep('after a resize', await terminal.shows(/4 in progress/));
    await terminal.press('C-c');
    keep('Ctrl-C', await transcribed());
    expect(await terminal.scrollback()).not.toContain('in progress');
  });
});
