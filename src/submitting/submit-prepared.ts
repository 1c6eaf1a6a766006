// From a checked submit to exactly one job: binds the procedure to the App, a service and the journal.
import { isAbsolute } from 'node:path';
import type { PreparedSubmit, Provider } from '../api/provider.js';
import type { App } from '../app.js';
import { contentDigest } from './content-digest.js';
import { submitKey } from './submit-identity.js';
import { submitOnce } from './submit-once.js';
import type { SubmitEvent, SubmitResult, SubmitService } from './submit-service.js';

export interface OnceFlags {
  /** Always send. */
  readonly again: boolean;
  /** A finished job of the same remote address serves as well. */
  readonly reuse: boolean;
  /** A finished job that was submitted since then serves whatever its media, epoch milliseconds. */
  readonly reuseSinceMs?: number | undefined;
  /** Of a local file, by `contentDigest`; found out here where the caller has not needed it. */
  readonly digest?: string | null;
  /** As `SubmitOptions`. */
  readonly mostFailures: number;
  /** The media as the user named it. Default: as the request names it. */
  readonly source?: string;
  /** Other submits of the run go on during this pause. Default: an ordinary pause. */
  readonly aside?: (pause: () => Promise<void>) => Promise<void>;
}

const serviceFor = (app: App, provider: Provider, prepared: PreparedSubmit): SubmitService => {
  const { signal } = app;
  return {
    async send(token) {
      if (isAbsolute(prepared.media)) await provider.admit?.(prepared.media);
      return provider.submit(prepared, { signal, token });
    },
    find: (token, sinceMs) => provider.find(token, sinceMs, { signal }),
    async state(id) {
      const [job] = await provider.get([id], { signal });
      return job?.state ?? null;
    },
  };
};

/** Submits once, however often it is called and whatever gets lost. Throws as `submitOnce`. */
export const submitPrepared = async (
  app: App,
  provider: Provider,
  prepared: PreparedSubmit,
  flags: OnceFlags,
  tell: (event: SubmitEvent) => void,
): Promise<SubmitResult> => {
  const { submits, digests, jobs } = await app.journal();
  const local = isAbsolute(prepared.media);
  const digest = local ? (flags.digest ?? (await contentDigest(digests, prepared.media))) : null;
  const sleep = (ms: number): Promise<void> => app.clock.sleep(ms, app.signal);
  const context = {
    submits,
    now: () => app.clock.now(),
    sleep,
    stepAside: (ms: number) => flags.aside?.(() => sleep(ms)) ?? sleep(ms),
    random: () => app.random(),
    trace: (line: string) => app.tools.trace(line),
    command: app.tools.command,
    tell,
  };
  const key = submitKey(provider, prepared, digest);
  const result = await submitOnce(context, serviceFor(app, provider, prepared), {
    submit: {
      key,
      profile: provider.scope,
      media: prepared.media,
      source: flags.source ?? prepared.media,
      title: prepared.title ?? null,
      request: prepared,
    },
    again: flags.again,
    mostFailures: flags.mostFailures,
    reuseSinceMs: local || flags.reuse ? 0 : (flags.reuseSinceMs ?? Infinity),
  });
  if (result.submitted === 'reused') await jobs.use(result.id);
  return result;
};
