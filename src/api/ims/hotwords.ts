// Hotword libraries: ListHotwordLibraries and GetHotwordLibrary (ICE 2020-11-09, since 2025-05).
import type { Hotword, HotwordLibrary } from '../../jobs/hotwords.js';
import type { CallOptions, HotwordsApi } from '../provider.js';
import type { ImsClient } from './client.js';
import { isFields, type Fields } from '../../json.js';
import type { ImsFault } from './http/faults.js';
import { fieldsOf, numberOf, textOf, timeOf, valueOf } from './values.js';

/** An account has at most 100 libraries (CreateHotwordLibrary page): one page, were pages this long. */
const pageSize = '50';
/** A service that hands out tokens for ever must not be asked for ever. */
const mostPages = 20;

const wordOf = (fields: Fields): Hotword => ({
  text: textOf(fields['Text']) ?? '',
  language: textOf(fields['Language']),
  weight: numberOf(fields['Weight']),
});

/** Hotwords travel as a list, in some SDKs as its JSON text. Null when the answer holds none. */
const wordsOf = (value: unknown): readonly Hotword[] | null => {
  const list = valueOf(value);
  return Array.isArray(list) ? list.filter(isFields).map(wordOf) : null;
};

/** A library out of either operation; tolerant of what is missing. */
export const decodeLibrary = (fields: Fields): HotwordLibrary => ({
  id: textOf(fields['HotwordLibraryId']) ?? '',
  name: textOf(fields['Name']),
  description: textOf(fields['Description']),
  scenario: textOf(fields['UsageScenario']),
  createdAt: timeOf(fields['CreationTime']),
  updatedAt: timeOf(fields['ModifiedTime']),
  words: wordsOf(fields['Hotwords']),
});

const isAbsent = ({ code }: ImsFault): boolean => /NotFound/i.test(code ?? '');

async function* list(client: ImsClient, { signal }: CallOptions): AsyncGenerator<HotwordLibrary> {
  let token = '';
  for (let page = 0; page < mostPages; page += 1) {
    const query = { MaxResults: pageSize, ...(token === '' ? {} : { NextToken: token }) };
    const call = { action: 'ListHotwordLibraries', method: 'POST', query } as const;
    const body = (await client.read(call, { signal }))?.body ?? {};
    const found = body['HotwordLibraryList'];
    if (Array.isArray(found)) yield* found.filter(isFields).map(decodeLibrary);
    const next = textOf(body['NextToken']) ?? '';
    if (next === '' || next === token) return;
    token = next;
  }
}

/** The hotword half of the IMS provider. */
export const hotwordsApi = (client: ImsClient): HotwordsApi => ({
  list: (call = {}) => list(client, call),
  async get(id, { signal } = {}) {
    const query = { HotwordLibraryId: id };
    const call = { action: 'GetHotwordLibrary', method: 'POST', query } as const;
    const answer = await client.read(call, { signal, absent: isAbsent });
    if (answer === null) return null;
    // The page shows the fields at the top; other Get operations of this API wrap theirs.
    const inner = fieldsOf(answer.body['HotwordLibrary']);
    return { ...decodeLibrary({ ...answer.body, ...inner }), id };
  },
});
