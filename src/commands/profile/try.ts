// One call with a profile.
import type { Connection } from '../../api/provider.js';
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';

/** Lists one job: the cheapest call for which address, clock, keys and permission must be right. Throws as the call. */
export const tryProfile = async (app: App, name: string | undefined): Promise<Connection> => {
  const connection = await (await app.profiles()).connect(name);
  const description = app.providers.find((p) => p.name === connection.provider);
  if (description === undefined) throw usageError(`Unknown service: ${connection.provider}`);
  const provider = await description.open(connection, app.tools);
  await provider.list({ pageSize: 1 }, { signal: app.signal });
  return connection;
};
