// Writes what is made from the command tree. `npm run generate`: the files kept in the repository;
// the build calls `writeBuilt` for those that are not.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { external, root } from './bundle.mjs';

/** The generators are TypeScript and read the program's own source: bundled, so that plain Node 20 can run them. */
const generators = async () => {
  const dir = `${root}node_modules/.cache/asrctl-generate`;
  await build({
    input: { index: `${root}.config/generate/index.ts` },
    platform: 'node',
    external,
    logLevel: 'warn',
    output: { dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
  });
  return import(pathToFileURL(`${dir}/index.mjs`).href);
};

const write = async (files) => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(root + path), { recursive: true });
    await writeFile(root + path, text);
  }
};

export const writeBuilt = async () => {
  const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
  await write(await (await generators()).built(version));
};

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await write(await (await generators()).committed());
}
