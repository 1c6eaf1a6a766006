// The only file that knows `process`: builds the App out of it, runs the program, sets the exit code.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Tools } from './api/provider.js';
import { providers } from './api/index.js';
import type { App, GlobalFlags, Paths } from './app.js';
import { CliError, Exit } from './errors.js';
import { run, type Shell } from './program.js';
import { nodeIo } from './terminal/node-streams.js';

const clock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      // Node wraps the reason into an AbortError; callers want the reason.
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
};

/** The platform's folders (XDG base directories on Linux), or ASRCTL_HOME for both. */
const pathsFor = (env: NodeJS.ProcessEnv, home: string, platform: NodeJS.Platform): Paths => {
  const moved = env['ASRCTL_HOME'];
  if (moved) return { configDir: moved, stateDir: join(moved, 'state') };
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'asrctl');
    return { configDir: support, stateDir: join(support, 'state') };
  }
  if (platform === 'win32') {
    const roaming = env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
    const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
    return { configDir: join(roaming, 'asrctl'), stateDir: join(local, 'asrctl') };
  }
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const state = env['XDG_STATE_HOME'] || join(home, '.local', 'state');
  return { configDir: join(config, 'asrctl'), stateDir: join(state, 'asrctl') };
};

/** First signal: the command ends in its own words. Second: at once. */
const listenForSignals = (): AbortSignal => {
  const controller = new AbortController();
  const stop = (exitCode: 130 | 143, word: string) => () => {
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort(new CliError(exitCode, `${word}.`));
  };
  process.on('SIGINT', stop(Exit.interrupted, 'Interrupted'));
  process.on('SIGTERM', stop(Exit.terminated, 'Terminated'));
  return controller.signal;
};

const toolsFor = (io: App['io'], flags: GlobalFlags): Tools => {
  const say = (line: string): void => {
    void import('./terminal/text.js').then(({ safeLine }) =>
      io.stderr.write(`${safeLine(line)}\n`),
    );
  };
  return {
    env: process.env,
    clock,
    random: Math.random,
    trace: (line) => (flags.verbose ? say(line) : undefined),
    notice: (line) => (flags.quiet ? undefined : say(line)),
  };
};

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

const readAnswer = async (text: string): Promise<Awaited<ReturnType<App['readAnswer']>>> => {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: an XML answer, perhaps; the adapters look at the text.
  }
  for (const provider of providers) {
    const job = await provider.readAnswer(value, text);
    if (job !== null) return job;
  }
  return null;
};

/** Called by the launcher with the package's version and its own path. */
export const main = async (
  argv: readonly string[],
  version: string,
  launcher: string,
): Promise<void> => {
  let flags: GlobalFlags | null = null;
  const env = process.env;
  const io = nodeIo(process, {
    env,
    color: () => flags?.color ?? 'auto',
    quiet: () => flags?.quiet ?? false,
    input: () => flags?.input ?? true,
  });
  const signal = listenForSignals();
  const shell: Shell = {
    io,
    version,
    providers,
    app(given, complain) {
      flags = given;
      const home = homedir();
      const base = {
        env,
        cwd: process.cwd(),
        home,
        platform: process.platform,
        paths: pathsFor(env, home, process.platform),
        version,
        self: [process.execPath, launcher] as const,
        io,
        clock,
        tools: toolsFor(io, given),
        flags: given,
        signal,
        random: Math.random,
        providers,
        readAnswer,
      };
      const profiles = once(async () => (await import('./profiles/index.js')).openProfiles(base));
      const provider = once(async () => {
        const connection = await (await profiles()).connect();
        const description = providers.find(({ name }) => name === connection.provider);
        if (!description)
          throw new CliError(Exit.usage, `Unknown provider "${connection.provider}".`);
        return description.open(connection, base.tools);
      });
      return { ...base, profiles, provider, complain };
    },
  };
  process.exitCode = await run(shell, argv);
};
