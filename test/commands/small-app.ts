// An App of a few lines for commands that are plain functions: real files in a fresh folder, everything else recorded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Provider } from '../../src/api/provider.js';
import type { App, GlobalFlags } from '../../src/app.js';
import type { CliError } from '../../src/errors.js';
import type { Output } from '../../src/formats/output.js';
import { readAiResult } from '../../src/jobs/ai-result.js';
import { emptyJob, type Job } from '../../src/jobs/job.js';
import { recordingIo } from '../support/io.js';

export interface SmallApp extends App {
  readonly notices: string[];
  readonly complaints: CliError[];
}

export interface Setting {
  readonly formats?: readonly string[];
  readonly stdin?: string;
  readonly jobs?: readonly Job[];
}

/** Answers of the service are read as bare AiResults: what each provider makes of its own is tested there. */
const answer = async (text: string): Promise<Job | null> => {
  const transcript = /^\s*\[\s*[{\]]/.test(text) ? readAiResult(text) : null;
  return transcript && { ...emptyJob('saved', 'ims'), state: 'succeeded', transcript };
};

const providerOf = (jobs: readonly Job[]): Provider => ({
  name: 'ims',
  idsPerGet: 10,
  get: async (ids) => ids.map((id) => jobs.find((job) => job.id === id) ?? null),
  prepare: () => Promise.reject(new Error('nothing is submitted here')),
  submit: () => Promise.reject(new Error('nothing is submitted here')),
  list: () => Promise.reject(new Error('nothing is listed here')),
});

/** In a folder of its own that goes when the test ends. */
export const smallApp = (setting: Setting = {}): SmallApp => {
  const cwd = mkdtempSync(join(tmpdir(), 'asrctl-test-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const notices: string[] = [];
  const complaints: CliError[] = [];
  const flags: GlobalFlags = {
    profile: null,
    region: null,
    endpoint: null,
    formats: setting.formats ?? [],
    query: null,
    color: 'never',
    quiet: false,
    verbose: false,
    input: false,
    utc: true,
  };
  const clock = { now: () => 0, sleep: async () => {} };
  const env = {};
  const random = (): number => 0;
  return {
    notices,
    complaints,
    env,
    cwd,
    home: cwd,
    platform: process.platform,
    paths: { configDir: cwd, stateDir: cwd },
    version: '0.0.0',
    self: ['node', 'asrctl'],
    io: recordingIo(env, { stdin: setting.stdin ?? '' }).open(() => flags),
    clock,
    tools: { env, clock, random, trace: () => {}, notice: (line) => void notices.push(line) },
    flags,
    signal: new AbortController().signal,
    random,
    providers: [],
    profiles: () => Promise.reject(new Error('no profiles here')),
    provider: async () => providerOf(setting.jobs ?? []),
    complain: async (error) => void complaints.push(error),
    readAnswer: answer,
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
