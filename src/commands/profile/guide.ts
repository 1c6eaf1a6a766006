// `profile add NAME` on a terminal: offers the keys of other tools, else asks for service, region, bucket and keys, and
// tries the profile at once. Nothing is stored before the last answer.
import type { ProviderDescription } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { FoundKeys, NewProfile } from '../../profiles/profiles.js';
import { showTime } from '../views/times.js';
import { keysFromPrompt } from './keys.js';
import { tryProfile } from './try.js';

/** Esc and Ctrl-C in a list. */
const interrupted = (): CliError => new CliError(Exit.interrupted, 'Interrupted');

const pick = async <T>(
  app: App,
  question: string,
  choices: readonly { readonly cells: readonly string[]; readonly value: T }[],
): Promise<T> => {
  const listed = choices.map(({ cells }) => ({ cells, text: cells.join(' ') }));
  const index = await app.io.pick(question, listed);
  const chosen = index === null ? undefined : choices[index];
  if (chosen === undefined) throw interrupted();
  return chosen.value;
};

const ask = async (app: App, question: string): Promise<string | null> =>
  (await app.io.prompt(question)).trim() || null;

const stateOf = (app: App, { expiresAtMs, isExpired }: FoundKeys): string => {
  if (expiresAtMs === null) return '';
  const when = showTime(new Date(expiresAtMs).toISOString(), app.flags.utc);
  return isExpired ? `expired ${when}` : `expires ${when}`;
};

/** A place with keys, or null for keys that the user types. */
const chooseKeys = async (app: App): Promise<FoundKeys | null> => {
  const found = await (await app.profiles()).found();
  if (found.length === 0) return null;
  return pick(app, 'Keys to use', [
    ...found.map((one) => ({
      cells: [
        [one.source, one.sourceProfile].filter(Boolean).join(' '),
        one.provider,
        one.region ?? '',
        one.bucket ?? '',
        stateOf(app, one),
      ],
      value: one,
    })),
    { cells: ['other keys, typed here', '', '', '', ''], value: null },
  ]);
};

const serviceOf = async (app: App, found: FoundKeys | null): Promise<ProviderDescription> => {
  const known = app.providers.find(({ name }) => name === found?.provider);
  if (known !== undefined) return known;
  const services = app.providers.map((one) => ({ cells: [one.name, one.title], value: one }));
  return pick(app, 'Service', services);
};

const regionOf = async (
  app: App,
  { regions = [] }: ProviderDescription,
): Promise<string | null> => {
  const listed = regions.map((region) => ({ cells: [region], value: region as string | null }));
  const other = { cells: ['another region'], value: null };
  const chosen = regions.length === 0 ? null : await pick(app, 'Region', [...listed, other]);
  return chosen ?? ask(app, 'Region: ');
};

/** The bucket: asked for where jobs need one, or where recordings of this machine are uploaded to it. */
const bucketOf = ({ io }: App, { needsBucket }: ProviderDescription): Promise<string> =>
  io.prompt(
    needsBucket === true ? 'Bucket (name-appid): ' : 'Bucket for uploads (empty if none): ',
  );

/** Asks for everything that the profile needs. Throws exit 130 for Ctrl-C, 2 for the end of input. */
const newProfile = async (app: App, name: string): Promise<NewProfile> => {
  const found = await chooseKeys(app);
  const service = await serviceOf(app, found);
  const region = found?.region == null ? await regionOf(app, service) : null;
  const bucket = found?.bucket == null ? (await bucketOf(app, service)).trim() : '';
  const sourceProfile = found?.sourceProfile ?? null;
  return {
    name,
    provider: service.name,
    region,
    endpoint: null,
    settings: {
      ...(bucket === '' ? {} : { bucket }),
      ...(sourceProfile === null ? {} : { sourceProfile }),
    },
    source: found?.source ?? 'stored',
    keys: found === null ? await keysFromPrompt(app, null) : null,
  };
};

/** Adds the profile and tries it. A profile that does not work stays, with what has to change. */
export const guide = async (app: App, name: string): Promise<void> => {
  const profiles = await app.profiles();
  await profiles.requireFree(name, false);
  const { isDefault } = await profiles.add(await newProfile(app, name), false);
  const added = `Added profile ${name}${isDefault ? ', the default' : ''}`;
  try {
    await tryProfile(app, name);
  } catch (error) {
    if (!(error instanceof CliError) || app.signal.aborted) throw error;
    const { exitCode, code, message, hint, requestId } = error;
    throw new CliError(exitCode, `${added}, but it does not work yet: ${message}`, {
      code,
      hint: hint ?? `Change it with: asrctl profile set ${name} key=value`,
      requestId: requestId ?? undefined,
    });
  }
  app.tools.notice(`${added}. A test call worked.`);
};
