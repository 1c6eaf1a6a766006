// The baseline of `list.mjs` and `transcribe.mjs`: the same signed calls with the official client and nothing
// else. Usage: bare.mjs list | bare.mjs get ID... | bare.mjs run LIST. Address and keys come from the environment.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';

const { env } = process;
const Client = OpenApi.default ?? OpenApi;
const client = new Client(
  new Config({
    accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    endpoint: env.ALIBABA_CLOUD_ENDPOINT,
    protocol: 'http',
  }),
);

const call = async (action, method, query) => {
  const params = new Params({
    action,
    version: '2020-11-09',
    protocol: 'HTTP',
    pathname: '/',
    method,
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const answer = await client.callApi(
    params,
    new OpenApiRequest({ query }),
    new RuntimeOptions({}),
  );
  return answer.body;
};

const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const list = async () => {
  let token = '';
  do {
    const query = { MaxResults: '100', ...(token === '' ? {} : { NextToken: token }) };
    const page = await call('ListSmartJobs', 'GET', query);
    for (const job of page.SmartJobList) print(job);
    token = page.NextToken;
  } while (token);
};

/** The number of concurrent calls of asrctl. */
const concurrency = 8;

const get = async (ids) => {
  const answers = [];
  let next = 0;
  const worker = async () => {
    while (next < ids.length) {
      const place = next++;
      answers[place] = await call('GetSmartHandleJob', 'POST', { JobId: ids[place] });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  for (const answer of answers) print(answer);
};

const each = async (values, width, work) => {
  const queue = values.values();
  const worker = async () => {
    for (const value of queue) await work(value);
  };
  await Promise.all(Array.from({ length: width }, worker));
};

/** Submits every file of a list as fast as the service accepts them, waits for all and fetches each result. */
const run = async ([path]) => {
  const files = readFileSync(path, 'utf8').trim().split('\n');
  const ids = [];
  await each(files, concurrency, async (file) => {
    const query = { InputFile: pathToFileURL(file).href };
    ids.push((await call('SubmitASRJob', 'POST', query)).JobId);
  });
  while (
    (await call('ListSmartJobs', 'GET', { MaxResults: '1', JobState: 'Created' })).SmartJobList
      .length > 0
  )
    await delay(100);
  await each(ids, concurrency, (JobId) => call('GetSmartHandleJob', 'POST', { JobId }));
};

const [what, ...ids] = process.argv.slice(2);
await { list, get, run }[what](ids);
