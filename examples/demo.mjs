// From a recording to an SRT file on this machine. Run it with `npm run demo`. It uses a temporary configuration
// folder, so that it does not touch existing profiles and jobs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'asrctl-demo-'));
const env = { ...process.env, ASRCTL_HOME: join(folder, 'home'), ASRCTL_PROFILE: 'local' };

/** Prints a command, runs it, prints its output; resolves to its standard output. */
const asrctl = async (...argv) => {
  console.log(`\n$ asrctl ${argv.join(' ')}`);
  const child = spawn(process.execPath, [join(root, 'bin', 'asrctl.cjs'), ...argv], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`asrctl ${argv[0]} ended with exit code ${code}`);
  return output;
};

try {
  await asrctl('local', 'setup', '--yes');
  const id = (await asrctl('submit', 'examples/recording.wav', '--profile', 'local')).trim();
  await asrctl('wait', id, '--profile', 'local');
  await asrctl('list', '--profile', 'local');
  const file = join(folder, 'recording.srt');
  await asrctl('export', id, '-o', file, '--profile', 'local');
  console.log(`\n$ cat ${file}`);
  console.log((await readFile(file, 'utf8')).trimEnd());
} finally {
  await asrctl('local', 'stop').catch((error) => console.error(error.message));
  await rm(folder, { recursive: true, force: true });
}
