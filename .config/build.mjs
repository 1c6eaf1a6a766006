// Builds dist/: the bundle, the man page, the root help and the JSON Schemas.
import { cpSync, rmSync } from 'node:fs';
import { build } from 'rolldown';
import { bundle, root } from './bundle.mjs';
import { writeBuilt } from './generate.mjs';

rmSync(bundle.output.dir, { recursive: true, force: true });
await build(bundle);
await writeBuilt();
cpSync(`${root}src/formats/schemas`, `${bundle.output.dir}/schemas`, { recursive: true });
