// dist/THIRD-PARTY-NOTICES: the licence texts of all packages in the bundle.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { root } from './bundle.mjs';

/** Licences that allow shipping a bundle under Apache-2.0. Another one fails the build. */
const allowed = new Set(['Apache-2.0', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0']);

const byName = (a, b) => (a < b ? -1 : 1);

/** A module of rolldown's own runtime has no path. */
const folderOf = (id) =>
  id.startsWith('\0rolldown/')
    ? `${root}node_modules/rolldown`
    : /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];

/** The folders of all packages with a module in the output of rolldown's `build`, sorted. */
export const bundledPackages = (output) => {
  const ids = output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
  return [...new Set(ids.map(folderOf).filter((folder) => folder !== undefined))].sort(byName);
};

/** The licence of a package.json: an SPDX identifier, or the first allowed one of several. Throws for any other. */
export const licenceOf = ({ name, version, license, licenses }) => {
  const declared = [license ?? licenses ?? []].flat().map((one) => one.type ?? one);
  const found = declared.find((one) => allowed.has(one));
  if (found !== undefined) return found;
  throw new Error(
    `${name}@${version} has the licence ${declared.join(', ') || 'none'}: not in the list of .config/notices.mjs`,
  );
};

const filesLike = (folder, pattern) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort(byName);
const read = (path) => readFileSync(path, 'utf8').trim();

/** The licence section of a README, which may hold the copyright line. */
const section = (folder) => {
  const [readme] = filesLike(folder, /^readme(?:\.md)?$/i);
  if (readme === undefined) return '';
  const text = read(`${folder}/${readme}`);
  return /^#+ *licen[cs]e\b[^\n]*\n([^]*?)(?=^#|(?![^]))/im.exec(text)?.[1].trim() ?? '';
};

/** A package without a licence file: what its README says, its author, and the text of the licence it declares. */
const standardText = (folder, { author }, licence) => {
  const said = section(folder);
  if (/permission is hereby granted/i.test(said)) return said;
  const path = licence === 'Apache-2.0' ? `${root}LICENSE` : `${root}.config/licences/${licence}`;
  if (!existsSync(path)) throw new Error(`${folder} has no licence file`);
  const holder = author?.name ?? author ?? '';
  return [said, holder && `Author: ${holder}`, read(path)].filter(Boolean).join('\n\n');
};

const entry = (folder) => {
  const manifest = JSON.parse(read(`${folder}/package.json`));
  const { name, version, repository, homepage } = manifest;
  const licence = licenceOf(manifest);
  const files = filesLike(folder, /^(?:licen[cs]e|copying|notice)/i);
  const text =
    files.length > 0
      ? files.map((file) => read(`${folder}/${file}`)).join('\n\n')
      : standardText(folder, manifest, licence);
  const source = repository?.url ?? repository ?? homepage ?? '';
  return `${name} ${version}\nLicence: ${licence}\nSource: ${source}\n\n${text}\n`;
};

/** What the learned break model of English was made from. CC BY asks for the authors, the licence and the changes. */
const learnedFrom = `Learned break model of English
Licence: CC-BY-3.0 and CC-BY-2.5
Source: https://code.google.com/p/google-video-captions, https://orange.blender.org

The model was learned from captions: google-video-captions, by Google Inc., under the Creative Commons Attribution 3.0
licence (https://creativecommons.org/licenses/by/3.0/), and those of Elephants Dream, (c) 2006 Blender Foundation and
Netherlands Media Art Institute, under the Creative Commons Attribution 2.5 licence
(https://creativecommons.org/licenses/by/2.5/). Changed: the model holds statistics of words and line breaks, no text.
`;

/** The text of THIRD-PARTY-NOTICES for these package folders. Throws for a licence that is not allowed. */
export const notices = (folders) =>
  [
    'asrctl contains these packages. Each entry has the name, the licence, the address of the source, and the licence text.\n',
    ...new Set(folders.map(entry)),
    learnedFrom,
  ].join(`\n${'-'.repeat(80)}\n\n`);
