// Writes the files that are generated from the source. `npm run generate` writes those in the repository, `npm run
// pictures` the pictures of the pages; the build calls `writeBuilt` for the others.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { external, root } from './bundle.mjs';

/**
 * The generators are TypeScript and import the program's source. They are bundled so that Node 20 can run them, in a
 * new folder for each run, so that two builds at once do not collide.
 */
const generate = async (use, room = 'generate') => {
  mkdirSync(`${root}node_modules/.cache`, { recursive: true });
  const dir = mkdtempSync(`${root}node_modules/.cache/asrctl-generate-`);
  try {
    await build({
      input: { index: `${root}.config/${room}/index.ts` },
      platform: 'node',
      external,
      logLevel: 'warn',
      output: { dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    });
    return await use(await import(pathToFileURL(`${dir}/index.mjs`).href));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

const write = (folder, files) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
    writeFileSync(`${folder}/${path}`, text);
  }
};

/** Writes the generated files of a build into its folder. */
export const writeBuilt = async (folder) => {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  write(folder, await generate((generators) => generators.built(version)));
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files =
    process.argv[2] === 'pictures'
      ? await generate((generators) => generators.pictures(root), 'pictures')
      : await generate((generators) => generators.committed());
  write(root, files);
}
