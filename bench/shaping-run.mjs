// Runs a benchmark in TypeScript: bundles it (Node 20 cannot run TypeScript) and imports the bundle.
// Usage: node bench/shaping-run.mjs NAME [ARGUMENTS]
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !/^[a-z0-9-]+$/.test(name)) {
  throw new Error('give the benchmark to run: shaping, shaping-speed or tune');
}
const folder = `${import.meta.dirname}/../node_modules/.cache/bench`;
mkdirSync(folder, { recursive: true });
const bundle = await rolldown({ input: `${import.meta.dirname}/${name}.ts`, platform: 'node' });
await bundle.write({ file: `${folder}/${name}.mjs`, format: 'esm', codeSplitting: false });
await bundle.close();
process.argv.splice(2, Infinity, ...rest);
await import(pathToFileURL(`${folder}/${name}.mjs`).href);
