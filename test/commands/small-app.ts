// The App that main builds, in a fresh folder, for commands that are plain functions: what it says is recorded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { App, GlobalFlags } from '../../src/app.js';
import type { CliError } from '../../src/errors.js';
import type { Output } from '../../src/formats/output.js';
import type { Job } from '../../src/jobs/job.js';
import { shellFor } from '../../src/main.js';
import { recordingIo } from '../support/io.js';
import { jumpingClock } from '../support/run.js';
import { scriptedProvider } from '../support/scripted-provider.js';

export interface SmallApp extends App {
  readonly notices: string[];
  readonly complaints: CliError[];
}

export interface Setting {
  readonly formats?: readonly string[];
  readonly stdin?: string;
  /** What the service knows. */
  readonly jobs?: readonly Job[];
}

const flagsWith = (formats: readonly string[]): GlobalFlags => ({
  profile: null,
  region: null,
  endpoint: null,
  formats,
  query: null,
  color: 'never',
  quiet: false,
  verbose: false,
  input: false,
  utc: true,
});

/** In a folder of its own that goes when the test ends. */
export const smallApp = ({ formats = [], stdin = '', jobs = [] }: Setting = {}): SmallApp => {
  const cwd = mkdtempSync(join(tmpdir(), 'asrctl-test-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const env = { ASRCTL_HOME: cwd };
  const shell = shellFor({
    env,
    cwd,
    home: cwd,
    platform: process.platform,
    version: '0.0.0',
    self: ['node', 'asrctl'],
    clock: jumpingClock(),
    random: () => 0,
    signal: new AbortController().signal,
    io: (flags) => recordingIo(env, { stdin }).open(flags),
  });
  const notices: string[] = [];
  const complaints: CliError[] = [];
  const app = shell.app(flagsWith(formats), async (error) => void complaints.push(error));
  const get = async (ids: readonly string[]): Promise<(Job | null)[]> =>
    ids.map((id) => jobs.find((job) => job.id === id) ?? null);
  return {
    ...app,
    notices,
    complaints,
    tools: { ...app.tools, notice: (line) => void notices.push(line) },
    provider: async () => scriptedProvider({ get }),
  };
};

/** What a command printed on stdout; throws its failure as the host does. */
export const printed = async (output: Output): Promise<string> => {
  if (output.kind !== 'text') throw new Error('not text');
  let text = '';
  for await (const piece of output.text) text += piece;
  const failure = output.failure?.();
  if (failure) throw failure;
  return text;
};
