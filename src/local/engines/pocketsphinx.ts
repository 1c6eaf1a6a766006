// PocketSphinx: small, in most distributions, with a US English model.
import { findProgram } from '../programs/find-program.js';
import type { Engine, EngineKind, EngineSettings } from './engine.js';
import { segmentsOfContinuous, segmentsOfJsonLines } from './pocketsphinx-output.js';

const name = 'pocketsphinx';

const continuous = (program: string): Engine => ({
  name,
  async *transcribe(task) {
    const audio = await task.audio();
    const argv = [program, '-infile', audio, '-time', 'yes', '-logfn', '/dev/null'] as const;
    yield* segmentsOfContinuous(task.run(argv));
  },
});

const five = (program: string): Engine => ({
  name,
  async *transcribe(task) {
    const audio = await task.audio();
    yield* segmentsOfJsonLines(task.run([program, '-loglevel', 'ERROR', 'live', audio]));
  },
});

export const pocketsphinx: EngineKind = {
  name,
  auto: true,
  // 5.x first: it is newer and better.
  async find({ env, platform }: EngineSettings) {
    const newer = await findProgram('pocketsphinx', env, platform);
    if (newer !== null) return five(newer);
    const older = await findProgram('pocketsphinx_continuous', env, platform);
    return older === null ? 'PocketSphinx is not installed' : continuous(older);
  },
};
