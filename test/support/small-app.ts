// The App of `asrctl`'s world, for commands that are plain functions: notices and item errors are recorded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/app.js';
import { readGlobals } from '../../src/commands/globals.js';
import type { CliError } from '../../src/errors.js';
import type { Output } from '../../src/formats/output.js';
import type { Job } from '../../src/jobs/job.js';
import { shellFor } from '../../src/shell.js';
import { jumpingClock, worldIn } from './run.js';
import { scriptedProvider } from './scripted-provider.js';

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

/** In a folder of its own that is removed when the test ends. */
export const smallApp = ({ formats = [], stdin = '', jobs = [] }: Setting = {}): SmallApp => {
  const home = mkdtempSync(join(tmpdir(), 'asrctl-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const { world } = worldIn(home, [], { stdin, clock: jumpingClock() });
  const notices: string[] = [];
  const complaints: CliError[] = [];
  const flags = { ...readGlobals({ color: 'never', input: false, utc: true }), formats };
  const app = shellFor(world).app(flags);
  const get = async (ids: readonly string[]): Promise<(Job | null)[]> =>
    ids.map((id) => jobs.find((job) => job.id === id) ?? null);
  return {
    ...app,
    notices,
    complaints,
    complain: async (error) => void complaints.push(error),
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
