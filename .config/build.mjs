// Builds dist/: the bundle, the man page and the root help.
import { rmSync } from 'node:fs';
import { build } from 'rolldown';
import { bundle } from './bundle.mjs';
import { writeBuilt } from './generate.mjs';

rmSync(bundle.output.dir, { recursive: true, force: true });
await build(bundle);
await writeBuilt();
