// A newcomer’s first minutes in a real terminal: a wrong word, the first SRT, a second format, the job in the picker and the
// pager, a profile.
import { expect, test } from 'vitest';
import { play, widths } from './scene.js';

test.each(widths)('first run at %i columns', async (columns) => {
  const settings = { name: 'first-run', columns, rows: 24, recordings: ['talk.wav'] };
  await play(settings, async ({ terminal, keep, does }) => {
    await does('asrctl local start --engine fake');
    await does('asrctl ls');
    await does('asrctl transcribe talk.wav --language en');
    await does('cat talk.srt');
    await does('asrctl transcribe talk.wav --language en --format vtt');
    await does('asrctl transcribe nosuch.wav');
    await does('asrctl list');

    const picked = await terminal.start('asrctl get --no-pager');
    await terminal.shows(/^Job to get[^]*talk\.wav/m);
    await terminal.press('t', 'a');
    keep('asrctl get, "ta" typed into the picker', await terminal.shows(/Job to get.*ta/));
    await terminal.press('Enter');
    keep('Enter', await picked());

    await terminal.resize(columns, 10);
    const paged = await terminal.start('asrctl get "$(asrctl list --format id -q)"');
    keep('asrctl get, longer than the screen', await terminal.shows(/^Job: [^]*\n:$/));
    await terminal.press('q');
    expect(await paged()).toContain('[exit 0]');
    await terminal.resize(columns, 24);

    const add = 'asrctl profile add work --region cn-shanghai';
    const interrupted = await terminal.start(add);
    await terminal.shows(/^Access key id:$/m);
    await terminal.press('C-c');
    keep(`${add}, Ctrl-C`, await interrupted());
    const unanswered = await terminal.start(add);
    await terminal.shows(/^Access key id:$/m);
    await terminal.press('m', 'e', 'Enter');
    await terminal.shows(/secret[^]*:$/);
    await terminal.press('h', 'u', 's', 'h', 'Enter');
    await terminal.shows(/token[^]*:$/);
    await terminal.press('C-d');
    keep(`${add}, Ctrl-D at the token`, await unanswered());
    await does('asrctl profile list');
  });
});
