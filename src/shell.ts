// The program's view of a world: streams and messages at once, the App when the flags are known.
import type { Clock } from './api/provider.js';
import { providers as allProviders, readAnswer } from './api/index.js';
import type { App, GlobalFlags, Processes } from './app.js';
import { messageModeOf } from './command-line.js';
import { CliError, Exit } from './errors.js';
import { messagesTo, type MessageMode } from './messages.js';
import { once } from './once.js';
import { pastedCommand } from './commands/views/hint-command.js';
import { pathsFor } from './paths.js';
import type { ProfilesWorld } from './profiles/world.js';
import type { Shell } from './program.js';
import { knownSecrets } from './terminal/known-secrets.js';
import { struckIo } from './terminal/struck.js';

/** What `main` knows of the process, and what a test puts in its place. */
export interface ProcessWorld {
  /** The command line, without node and the launcher. */
  readonly argv: readonly string[];
  readonly env: App['env'];
  readonly cwd: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly version: string;
  readonly self: App['self'];
  readonly clock: Clock;
  readonly processes: Processes;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** For questions of credential sources; not the calls of services. */
  readonly ask: ProfilesWorld['ask'];
  /** The streams; `flags` gives null until the command line is parsed. */
  io(flags: () => GlobalFlags | null, mode: () => MessageMode): App['io'];
}

type AppBase = Omit<App, 'profiles' | 'connection' | 'provider' | 'journal'>;

const modeOf = (flags: GlobalFlags): MessageMode => ({
  json: /^jsonl?$/.test(flags.formats[0] ?? ''),
  quiet: flags.quiet,
  verbose: flags.verbose,
});

/** Streams, messages and secrets of a world, before and after its flags are known. */
const outputsOf = (world: ProcessWorld, flags: () => GlobalFlags | null) => {
  const secrets = knownSecrets();
  const mode = (): MessageMode => {
    const known = flags();
    return known === null ? messageModeOf(world.argv) : modeOf(known);
  };
  const io = struckIo(world.io(flags, mode), secrets.strike);
  return { io, secrets, messages: messagesTo(io.stderr, mode) };
};

/** What a command opens on first use: profiles, the service behind the profile in force, the journal. */
const openersOf = (base: AppBase, ask: ProfilesWorld['ask']): Omit<App, keyof AppBase> => {
  const { paths, clock, processes, providers, signal, tools } = base;
  const localService = once(async () => {
    const { localServiceOf } = await import('./local/client/local-service.js');
    return localServiceOf(base);
  });
  const profiles = once(async () =>
    (await import('./profiles/index.js')).openProfiles({
      ...base,
      localService,
      ask,
      interactive: base.io.stderr.isTTY,
    }),
  );
  const connection = once(async () => (await profiles()).connect());
  const provider = once(async () => {
    const found = await connection();
    const description = providers.find(({ name }) => name === found.provider);
    if (!description) throw new CliError(Exit.usage, `Unknown service "${found.provider}"`);
    return description.open(found, tools);
  });
  const journal = once(async () => {
    const { openJournal } = await import('./journal/journal.js');
    return openJournal({
      stateDir: paths.stateDir,
      now: () => clock.now(),
      sleep: (ms) => clock.sleep(ms, signal),
      random: () => base.random(),
      notice: (line) => tools.notice(line),
      ...processes,
    });
  });
  return { profiles, connection, provider, journal };
};

/** The program's view of a world: streams at once, the App when the flags are known. */
export const shellFor = (world: ProcessWorld, providers = allProviders): Shell => {
  let flags: GlobalFlags | null = null;
  const { env, version, clock, random } = world;
  const { io, secrets, messages } = outputsOf(world, () => flags);
  const app = (given: GlobalFlags): App => {
    flags = given;
    const { trace, notice, error: complain } = messages;
    const base = {
      ...world,
      io,
      secrets,
      paths: pathsFor(world),
      tools: {
        env,
        clock,
        random,
        trace,
        notice,
        command: (...words: readonly string[]) => pastedCommand(given, words),
      },
      flags: given,
      providers,
      complain,
      readAnswer: (text: string) => readAnswer(text, providers),
    };
    return { ...base, ...openersOf(base, world.ask) };
  };
  return { io, version, providers, app, messages };
};
