// Settings that work and weaken the protection of keys, or that the user may not know of.
import type { Connection } from '../../api/provider.js';
import type { App } from '../../app.js';
import { shellWord } from '../views/hint-command.js';
import { warned, type Check } from './check.js';

const certificates = ({ env }: App): Check[] => {
  const name = 'NODE_TLS_REJECT_UNAUTHORIZED';
  if (env[name] !== '0') return [];
  return [warned('certificates', `are not verified: ${name} is 0`, `unset ${name}`)];
};

/** How an endpoint of that origin is changed or taken back. */
const endpointFix = (endpoint: string, origin: string, profile: string): string => {
  if (/^[A-Z][A-Z_]+$/.test(origin)) return `unset ${origin}`;
  if (origin.startsWith('-')) return `Leave out ${origin}.`;
  const encrypted = endpoint.replace(/^http:/, 'https:');
  return `asrctl profile set ${shellWord(profile)} ${shellWord(`endpoint=${encrypted}`)}`;
};

const loopback = /^http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/]|$)/;

/** Without keys for it nothing is sent: the check of the credentials says so. */
export const encryption = async (app: App, connection: Connection): Promise<Check[]> => {
  const { endpoint, profile } = connection;
  if (endpoint === null || !endpoint.startsWith('http://') || loopback.test(endpoint)) return [];
  const settings = await (await app.profiles()).explain();
  const origin = settings.find(({ name }) => name === 'endpoint')?.origin ?? '';
  const message = `calls to ${endpoint} are not encrypted`;
  return [warned('encryption', message, endpointFix(endpoint, origin, profile))];
};

const project = async (app: App): Promise<Check[]> => {
  const found = await (await app.profiles()).project();
  if (found === null) return [];
  const { file, ...settings } = found;
  const names = Object.entries(settings).flatMap(([name, value]) => (value === null ? [] : [name]));
  if (names.length === 0) return [];
  return [warned('project file', `${file} sets ${names.join(', ')}`, `cat ${shellWord(file)}`)];
};

/** A warning for each that does not depend on the service, with a fix; nothing where all is well. */
export async function* risks(app: App): AsyncGenerator<Check> {
  yield* certificates(app);
  yield* await project(app);
}
