// What a run puts into the bucket: how it shows in the status line, and its removal.
import { CliError } from '../../../errors.js';
import { objectName, removeUnneeded, type UploadContext } from '../../../submitting/upload-once.js';
import type { Run, Started } from './run-state.js';

type WithObject = Pick<Started, 'objectKey'>;

/** What uploads need of a run, and how they show in its status line. */
export const uploadContext = ({ app, journal, reporter }: Run): UploadContext => {
  const { counts } = reporter;
  return {
    uploads: journal.uploads,
    clock: app.clock,
    signal: app.signal,
    progress: {
      begin() {
        counts.uploadStartMs ??= app.clock.now();
        counts.uploading += 1;
      },
      add(bytes) {
        counts.sentBytes += bytes;
        reporter.show();
      },
      end() {
        counts.uploading -= 1;
      },
    },
  };
};

/** Removes uploaded objects when every item that needs one has succeeded. */
export class UploadCleaner {
  /** How many items still need an object; an item that failed needs it for the next run. */
  readonly #users = new Map<string, number>();
  constructor(private readonly run: Run) {}

  add({ objectKey }: WithObject): void {
    if (objectKey !== null) this.#users.set(objectKey, (this.#users.get(objectKey) ?? 0) + 1);
  }

  release({ objectKey }: WithObject, succeeded: boolean): void {
    if (objectKey === null || !succeeded) return;
    this.#users.set(objectKey, (this.#users.get(objectKey) ?? 1) - 1);
  }

  /** At the end of the run: an item not begun yet may have the same content. */
  async sweep(): Promise<void> {
    const { app, settings } = this.run;
    if (!settings.deleteUpload) return;
    for (const [key, left] of this.#users) {
      if (left > 0) continue;
      const storage = await this.run.storage();
      const needed = () => this.run.journal.items.needs(objectName(storage, key));
      await removeUnneeded(uploadContext(this.run), storage, key, needed).catch(
        (error: unknown) => {
          if (!(error instanceof CliError) || app.signal.aborted) throw error;
          app.tools.notice(`${storage.address(key)} was not removed: ${error.message}`);
        },
      );
    }
  }
}
