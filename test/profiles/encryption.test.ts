// Keys over plain http: refused, allowed by hand with a notice each time, free on this machine.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { place, stored, type Place } from './world.js';

let here: Place;
beforeEach(async () => {
  here = await place();
});
afterEach(() => here.remove());

const credentialsAt = async (
  provider: string,
  endpoint: string,
  settings: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const profiles = here.profiles({ env });
  await profiles.add({ ...stored, provider, endpoint, settings }, true);
  return (await (await profiles.connect()).credentials()).accessKeyId;
};

describe.each(['ims', 'ci'])('a key of %s', (provider) => {
  const at = (endpoint: string, settings = {}, env = {}) =>
    credentialsAt(provider, endpoint, settings, env);
  const id = stored.keys?.id;

  it('is not used over plain http: exit 4 with the https address', async () => {
    await expect(at('http://10.0.0.7:8080')).rejects.toMatchObject({
      exitCode: 4,
      code: 'plain_http',
      message: 'Refused to send signed requests unencrypted to http://10.0.0.7:8080',
      hint: expect.stringContaining('--endpoint https://10.0.0.7:8080'),
    });
    expect(here.notices).toEqual([]);
  });

  it.each([
    [{ insecureHttp: 'true' }, {}],
    [{}, { ASRCTL_INSECURE_HTTP: 'true' }],
  ] as const)(
    'is used when the user says so, with a notice each time: %j %j',
    async (settings, env) => {
      for (const times of [1, 2]) {
        expect(await at('http://vpc.internal', settings, env)).toBe(id);
        expect(here.notices).toEqual(
          Array.from(
            { length: times },
            () => 'Sending signed requests unencrypted to http://vpc.internal (--insecure-http).',
          ),
        );
      }
    },
  );

  it('is not used because a project file says so', async () => {
    await here.write('.asrctl.json', { settings: { insecureHttp: 'true' } });
    await expect(at('http://10.0.0.7')).rejects.toMatchObject({ exitCode: expect.any(Number) });
  });

  it.each(['http://127.0.0.1:9', 'http://localhost:9', 'http://[::1]:9', 'https://10.0.0.7'])(
    'is free to go to %s',
    async (endpoint) => {
      expect(await at(endpoint)).toBe(id);
      expect(here.notices).toEqual([]);
    },
  );
});
