// The official clients, each with signing code of its own, behind one function: they judge the
// service, so nothing of ours is in between.
import type openApi from '@alicloud/openapi-client';
import type openCore from '@alicloud/openapi-core';
import type popCore from '@alicloud/pop-core';
import type teaUtil from '@alicloud/tea-util';
import { createRequire } from 'node:module';
import type { Keys } from '../../src/local/wire/wire.js';

// As any program would load them: they are CommonJS, and bundler interop differs.
const load = createRequire(import.meta.url);
const {
  default: OpenApi,
  Config: OldConfig,
  OpenApiRequest,
  Params,
} = load('@alicloud/openapi-client') as typeof openApi;
const { default: CoreClient, $OpenApiUtil } = load('@alicloud/openapi-core') as typeof openCore;
const { RuntimeOptions } = load('@alicloud/tea-util') as typeof teaUtil;
const Pop = load('@alicloud/pop-core') as typeof popCore;

export type Body = Record<string, any>;
export type Call = (action: string, query: Record<string, string>) => Promise<Body>;

/** The service's code of a refusal, whichever client met it; `none` when it was none. */
export const codeOf = async (call: Promise<Body>): Promise<string> =>
  call.then(
    () => 'none',
    (error: { code?: string }) => String(error.code),
  );

export type Identity = Pick<Keys, 'accessKeyId' | 'accessKeySecret'> & { securityToken?: string };

const rpcParams = (action: string, method: string) => ({
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

const runtime = { connectTimeout: 10_000, readTimeout: 10_000 };

export const openApiClient =
  (authority: string, keys: Identity, signature?: 'v2', method = 'POST'): Call =>
  async (action, query) => {
    const client = new OpenApi(
      new OldConfig({
        ...keys,
        endpoint: authority,
        protocol: 'http',
        ...(signature && { signatureAlgorithm: signature }),
      }),
    );
    const answer = await client.callApi(
      new Params(rpcParams(action, method)),
      new OpenApiRequest({ query }),
      new RuntimeOptions(runtime),
    );
    return answer['body'] as Body;
  };

/** The same client with the parameters in a form body, sent in chunks. */
export const openApiForm =
  (authority: string, keys: Identity): Call =>
  async (action, body) => {
    const client = new OpenApi(new OldConfig({ ...keys, endpoint: authority, protocol: 'http' }));
    const answer = await client.callApi(
      new Params(rpcParams(action, 'POST')),
      new OpenApiRequest({ body }),
      new RuntimeOptions(runtime),
    );
    return answer['body'] as Body;
  };

export const coreClient =
  (authority: string, keys: Identity, method = 'POST'): Call =>
  async (action, query) => {
    const client = new CoreClient(
      new $OpenApiUtil.Config({ ...keys, endpoint: authority, protocol: 'http' }),
    );
    const answer = await client.callApi(
      new $OpenApiUtil.Params(rpcParams(action, method)),
      new $OpenApiUtil.OpenApiRequest({ query }),
      new RuntimeOptions(runtime),
    );
    return answer['body'] as Body;
  };

export const popClient =
  (authority: string, keys: Identity, method: 'GET' | 'POST'): Call =>
  (action, query) =>
    new Pop({
      accessKeyId: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      ...(keys.securityToken && { securityToken: keys.securityToken }),
      endpoint: `http://${authority}`,
      apiVersion: '2020-11-09',
    }).request<Body>(action, query, { method });
