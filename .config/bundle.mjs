// How src/ becomes dist/: CommonJS (the ESM loader alone costs 5-7 ms on Node 20), one chunk per lazy import.
import { fileURLToPath } from 'node:url';

/** The project's folder with a trailing slash; the path may contain spaces. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * commander loads child_process for commands that are separate programs. asrctl has none, and child_process loads
 * net, dgram and stream: 6 of the 16 ms of `--help`.
 */
const lazyChildProcess = {
  name: 'lazy-child-process',
  transform(code, id) {
    if (!id.endsWith('/commander/lib/command.js')) return null;
    const eager = "const childProcess = require('node:child_process');";
    if (!code.includes(eager)) throw new Error('commander changed: see lazyChildProcess');
    return code
      .replace(eager, '')
      .replaceAll('childProcess.spawn', "require('node:child_process').spawn");
  },
};

/** libsql contains prebuilt binaries; everything else is bundled. */
export const external = ['libsql'];

/**
 * asrctl calls Alibaba Cloud's client with its own credentials and reads the answers itself. The client's credential
 * chain, its plug-in for another gateway and its XML reader are never used. Without them a signed call starts about
 * 20 ms sooner.
 */
const unused = new Set(['@alicloud/credentials', '@alicloud/gateway-spi', '@alicloud/tea-xml']);
const leanSdk = {
  name: 'lean-sdk',
  resolveId: (id) => (unused.has(id) ? '\0unused-sdk-part' : null),
  load: (id) => (id === '\0unused-sdk-part' ? 'module.exports = {};' : null),
};

/**
 * The client parses addresses with `url.parse`, for which Node 24 and later print a warning (DEP0169) at every signed
 * call. Both addresses are valid URLs that asrctl made: `new URL` reads them alike.
 */
const urlParts = [
  [
    '/httpx/lib/index.js',
    "const parse = require('url').parse;",
    "const parse = (url) => require('url').urlToHttpOptions(new URL(url));",
  ],
  [
    '/@alicloud/tea-typescript/dist/tea.js',
    'var urlInfo = url_1.parse(url);',
    'var urlInfo = { query: new URL(url).search };',
  ],
];
const modernUrls = {
  name: 'modern-urls',
  transform(code, id) {
    const part = urlParts.find(([end]) => id.endsWith(end));
    if (part === undefined) return null;
    const [, before, after] = part;
    if (!code.includes(before)) throw new Error(`${id} changed: see modernUrls`);
    return code.replace(before, after);
  },
};

/**
 * With DEBUG=httpx the client would print signatures and keys. In the bundle its `debug`
 * prints nothing; this also avoids loading tty and supports-color.
 */
const noDebug = {
  name: 'no-debug',
  resolveId: (id) => (id === 'debug' ? '\0no-debug' : null),
  load: (id) =>
    id === '\0no-debug'
      ? 'module.exports = () => Object.assign(() => {}, { enabled: false });'
      : null,
};

/**
 * Source files that a command always loads together. Alone they would be about twenty chunks of a few hundred bytes.
 * Finding and reading a chunk takes a third of a millisecond: together 5 ms of a `get`.
 */
const together = {
  // Must not import a package: main.cjs always loads this chunk.
  core: /^(?:argv|errors|folders|system-faults|api\/index|api\/\w+\/(?:index|flags|profile)|api\/profile-flags|json|once|paths|terminal\/(?:color|streams)|jobs\/(?:job|states)|transcripts\/transcript|formats\/(?:cells|pager-choice|render|records\/raw-json)|commands\/(?:index|inputs\/(?:collect|stdin-list|items|jobs\/job-ids)|views\/(?:columns|flatten-rows|job|hint-command|job-documents|job-name|times))|profiles\/(?!sources\/(?:alibaba|tencent)\/|identity\.|sources\/(?:command-output|found-keys|ini-text|remote|run-program|token-file)\.).+)\.ts$/,
  calls:
    /^(?:api\/(?:find-by-token|with-credentials|http\/\w[\w-]*)|api\/ims\/(?:decode|values|http\/(?:exact-json|faults))|transcripts\/results\/ai-\w+|jobs\/(?:presigned|token)|local\/client\/(?:find|local-service)|local\/process\/(?:constant-time-equal|control-paths|paths|private-file|proof|service-file)|local\/programs\/this-process)\.ts$/,
  fetch: /^waiting\/(?:fetch-jobs|in-order)\.ts$/,
  people: /^(?:terminal\/(?:text|cut|wrap)|formats\/records\/(?:paint|people))\.ts$/,
};
const groups = Object.entries(together).map(([name, paths]) => ({
  name,
  test: (id) => id.startsWith(`${root}src/`) && paths.test(id.slice(`${root}src/`.length)),
}));

/** For rolldown's `build`. */
export const bundle = {
  input: { main: `${root}src/main.ts`, complete: `${root}src/complete.ts` },
  platform: 'node',
  external,
  plugins: [lazyChildProcess, leanSdk, modernUrls, noDebug],
  logLevel: 'warn',
  output: {
    dir: `${root}dist`,
    format: 'cjs',
    // import() of a Node module would start the ESM loader: 5-7 ms on Node 20. require does not.
    dynamicImportInCjs: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    // Not minified: a trace of --verbose names functions, and each line stands under the name of its source file. The
    // price is a quarter of the tarball, and between nothing and 6 % of the start of `get` (bench:startup, noisy runs).
    // Without comments, since the source has them.
    minify: false,
    comments: false,
    codeSplitting: { groups },
  },
};
