// The command that somebody means who types a word of another tool, or makes a typing mistake.
import { nearest } from '../nearest.js';

/** By the command before the word: what other tools call it -> the words of asrctl. Operands follow these words. */
const synonyms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    jobs: 'list',
    ls: 'list',
    ps: 'list',
    status: 'get',
    show: 'get',
    describe: 'get',
    srt: 'export',
    subtitles: 'export',
    download: 'export',
    convert: 'export',
    upload: 'transcribe',
    run: 'transcribe',
    create: 'submit',
    check: 'lint',
    profiles: 'profile list',
    env: 'help environment',
  },
  profile: { ls: 'list', rm: 'remove', delete: 'remove', create: 'add', new: 'add', switch: 'use' },
  local: { ps: 'status', install: 'setup', up: 'start', down: 'stop', log: 'logs' },
};

/** The same for words after which operands of the other tool make no sense. */
const elsewhere: Readonly<Record<string, string>> = {
  login: 'profile add work',
  auth: 'profile add work',
  configure: 'profile add work',
  config: 'profile list',
  whoami: 'profile show',
  start: 'local start',
  stop: 'local stop',
  setup: 'local setup',
  init: 'local setup',
};

export interface Guess {
  /** The words that replace the typed one. */
  readonly words: readonly string[];
  /** Whether what follows the typed word follows them, too. */
  readonly keepsRest: boolean;
}

/** What a word that names no command after `path` probably means, or null. */
export const guessCommand = (
  path: readonly string[],
  word: string,
  names: readonly string[],
): Guess | null => {
  const known = synonyms[path.join(' ')]?.[word];
  if (known !== undefined) return { words: known.split(' '), keepsRest: true };
  const other = path.length === 0 ? elsewhere[word] : undefined;
  if (other !== undefined) return { words: other.split(' '), keepsRest: false };
  const near = nearest(word, names);
  return near === null ? null : { words: [near], keepsRest: true };
};

/** `--lang` for `--language`, `--stat` for `--state`: the flag that was probably meant, or null. */
export const guessFlag = (flag: string, known: readonly string[]): string | null => {
  const longer = flag.length > 4 ? known.filter((name) => name.startsWith(flag)) : [];
  return longer.length === 1 ? (longer[0] ?? null) : nearest(flag, known);
};
