// Programs that others wrote and that judge our results: which tests need them, and which are missing here.
import { spawnSync } from 'node:child_process';

/** Tests of a file whose full title matches, and the program they need. */
interface Need {
  readonly program: string;
  readonly file: RegExp;
  readonly title?: RegExp;
}

const needs: readonly Need[] = [
  { program: 'zsh', file: /house\/completions/, title: /\bzsh\b/ },
  { program: 'fish', file: /house\/completions/, title: /\bfish\b/ },
  { program: 'tmux', file: /house\/completions/, title: /zsh/ },
  { program: 'zsh', file: /house\/completion-setup/, title: /zsh/ },
  { program: 'fish', file: /house\/completion-setup/, title: /fish/ },
  { program: 'tmux', file: /scenes\// },
  { program: 'less', file: /scenes\/first-run/ },
  { program: 'man', file: /bin\/package/, title: /man/ },
  { program: 'zsh', file: /house\/generated/, title: /each shell/ },
  { program: 'fish', file: /house\/generated/, title: /each shell/ },
  { program: 'groff', file: /house\/generated/, title: /groff/ },
  { program: 'jq', file: /house\/(?:recipes|automation)/ },
  { program: 'parallel', file: /house\/(?:recipes|automation)/ },
  { program: 'make', file: /house\/automation/ },
  { program: 'shellcheck', file: /house\/automation/ },
  { program: 'python modules', file: /house\/automation/, title: /Python/ },
  { program: 'python modules', file: /house\/automation/, title: /every example/ },
  { program: 'python modules', file: /judges\/ass/, title: /libass/ },
  { program: 'python modules', file: /judges\/srt/, title: /python3-srt/ },
  { program: 'python modules', file: /judges\/tables/, title: /csv/ },
  { program: 'python modules', file: /judges\/ttml/ },
  { program: 'python modules', file: /formats\/schemas|commands\/schema/, title: /valid/ },
  { program: 'ffmpeg', file: /judges\//, title: /ffmpeg|lrc/ },
  { program: 'mkvmerge', file: /judges\/srt/, title: /mkvmerge/ },
  { program: 'xmllint', file: /judges\/ttml/, title: /well-formed/ },
  { program: 'chromium', file: /judges\/vtt/, title: /Chromium/ },
  { program: 'openssl', file: /api\/ims\/proxy/ },
  { program: 'ffmpeg', file: /local\/media\/(?:decode-faults|hostile-media)|local\/production/ },
  { program: 'ffmpeg', file: /local\/speech/ },
  { program: 'pocketsphinx_continuous', file: /local\/speech/ },
  { program: 'flite', file: /local\/speech/, title: /what its script makes/ },
  { program: 'pocketsphinx_continuous', file: /local\/last-start-flags/, title: /engine command/ },
  { program: 'pocketsphinx_continuous', file: /local\/local-start/, title: /hands its flags/ },
];

const modules = ['-c', 'import jsonschema, srt, ttconv, xmlschema'];

const isThere = (program: string): boolean => {
  // The modules are Debian's, for Debian's Python.
  if (program === 'python modules') return spawnSync('/usr/bin/python3', modules).status === 0;
  return spawnSync(program, ['--version'], { timeout: 60_000 }).error === undefined;
};

const known = new Map<string, boolean>();

/** The program that a test lacks on this machine; undefined when it has all. */
export const missingFor = (file: string, title: string): string | undefined =>
  needs
    .filter((need) => need.file.test(file) && (need.title?.test(title) ?? true))
    .map(({ program }) => program)
    .find((program) => {
      if (!known.has(program)) known.set(program, isThere(program));
      return known.get(program) === false;
    });
