// `list --watch` with more rows than the screen has.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.js';
import { play, widths } from './scene.js';

const jobs = Array.from({ length: 40 }, (_, i) => ({
  JobId: `${String(i).padStart(2, '0')}${'c0ffee'.repeat(5)}`,
  JobState: i < 3 ? 'Executing' : 'Finished',
  JobType: 'ASR',
  Title: `Harbour talk, part ${40 - i}`,
  CreateTime: `${new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 19)}Z`,
}));

let server: ScriptedServer;
let env: Record<string, string> = {};

beforeAll(async () => {
  server = await scriptedServer();
  server.answer({ body: { RequestId: 'R', SmartJobList: jobs, TotalCount: '40' } });
  env = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'made-up-id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'made-up-secret',
    ALIBABA_CLOUD_REGION_ID: 'cn-shanghai',
    ALIBABA_CLOUD_ENDPOINT: server.endpoint,
  };
});
afterAll(() => server.close());

test.each(widths)('list --watch of 40 rows at %i columns', async (columns) => {
  await play({ name: 'list-watch', columns, rows: 24, env }, async ({ terminal, keep }) => {
    const watched = await terminal.start('echo before; asrctl list --watch --limit 40');
    keep('asrctl list --watch --limit 40', await terminal.shows(/\d+ more/));
    await terminal.resize(columns, 12);
    keep('in twelve lines', await terminal.shows(/3\d more/));
    await terminal.resize(columns, 24);
    await terminal.press('q');
    expect(await watched()).toBe('before\n[exit 0]');
    expect(await terminal.scrollback()).not.toContain('Harbour');
    const interrupted = await terminal.start('asrctl list --watch --limit 40');
    await terminal.shows(/\d+ more/);
    await terminal.press('C-c');
    expect(await interrupted()).toBe('[exit 0]');
  });
});
