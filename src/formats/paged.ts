// What is longer than the screen goes to a pager.
import { stripVTControlCharacters } from 'node:util';
import type { App } from '../app.js';
import type { Argv } from '../argv.js';
import { namedPager } from './pager-choice.js';
import type { Pager } from '../terminal/streams.js';
import { textWidth } from '../terminal/text.js';

/** Lines that a text takes on a terminal of that width. */
const height = (text: string, columns: number): number =>
  stripVTControlCharacters(text)
    .split('\n')
    .slice(0, -1)
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / columns)), 0);

/** Holds the text back as long as it fits on the screen; after that a pager gets it as it arrives. */
export class PagedStdout implements Pager {
  #held: string[] | null = [];
  #lines = 0;
  #pager: Pager | null = null;

  constructor(
    private readonly app: App,
    private readonly argv: Argv,
  ) {}

  async write(text: string): Promise<void> {
    const { stdout } = this.app.io;
    if (this.#held === null) return (this.#pager ?? stdout).write(text);
    this.#held.push(text);
    this.#lines += height(text, stdout.columns);
    // The prompt of the shell takes a line, too.
    if (this.#lines < stdout.rows) return undefined;
    this.#pager = await this.app.io.pager(this.argv);
    // A machine without less gets the text; a pager that the user named should start.
    if (this.#pager === null && namedPager(this.app) !== null)
      this.app.tools.notice(`The pager ${this.argv[0]} cannot be started.`);
    return this.#flush();
  }

  async end(): Promise<void> {
    try {
      await this.#flush();
    } finally {
      await this.#pager?.end();
    }
  }

  async #flush(): Promise<void> {
    const text = (this.#held ?? []).join('');
    this.#held = null;
    if (text !== '') await (this.#pager ?? this.app.io.stdout).write(text);
  }
}
