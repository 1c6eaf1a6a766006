// Builds dist/: the bundle, the licence texts of its packages, the man page, the root help and the JSON Schemas. It is
// built in another folder and renamed at the end: a failed build leaves the previous one, and a program that starts
// meanwhile finds a complete one.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'rolldown';
import { bundle, root } from './bundle.mjs';
import { writeBuilt } from './generate.mjs';
import { bundledPackages, notices } from './notices.mjs';

/** The commit that is built; empty outside of a repository of its own. */
const commit = () => {
  const git = (...argv) =>
    execFileSync('git', argv, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return git('rev-parse', '--show-cdup').trim() === '' ? git('rev-parse', 'HEAD') : '';
  } catch {
    return '';
  }
};

mkdirSync(`${root}node_modules/.cache`, { recursive: true });
const aside = mkdtempSync(`${root}node_modules/.cache/asrctl-build-`);
try {
  const { output } = await build({
    ...bundle,
    output: { ...bundle.output, dir: `${aside}/dist` },
  });
  writeFileSync(`${aside}/dist/THIRD-PARTY-NOTICES`, notices(bundledPackages(output)));
  writeFileSync(`${aside}/dist/commit.txt`, commit());
  await writeBuilt(`${aside}/dist`);
  cpSync(`${root}src/formats/schemas`, `${aside}/dist/schemas`, { recursive: true });
  mkdirSync(bundle.output.dir, { recursive: true });
  renameSync(bundle.output.dir, `${aside}/before`);
  renameSync(`${aside}/dist`, bundle.output.dir);
} finally {
  rmSync(aside, { recursive: true, force: true });
}
