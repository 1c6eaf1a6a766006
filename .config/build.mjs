// Bundles src/main.ts into dist/: CommonJS (the ESM loader alone costs 5-7 ms on Node 20), one chunk per lazy import.
import { rmSync } from 'node:fs';
import { build } from 'rolldown';

const root = new URL('..', import.meta.url).pathname;
rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  input: { main: `${root}src/main.ts` },
  platform: 'node',
  // libsql carries prebuilt binaries; everything else is bundled.
  external: ['libsql'],
  logLevel: 'warn',
  output: {
    dir: `${root}dist`,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    minify: true,
  },
});
