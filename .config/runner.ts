// Skips the tests whose judge is not installed. The tally names the judge.
import { TestRunner, type RunnerTask, type RunnerTestFile } from 'vitest';
import { missingFor } from './judges.js';

/** True when all of it is skipped: then its hooks do not run either. */
const skipMissing = (file: string, task: RunnerTask, title: string): boolean => {
  if (task.type === 'suite') {
    const skipped = task.tasks.map((one) => skipMissing(file, one, `${title} ${one.name}`));
    if (skipped.length > 0 && skipped.every(Boolean)) task.mode = 'skip';
  } else if (missingFor(file, title) !== undefined) {
    task.mode = 'skip';
  }
  return task.mode === 'skip';
};

export default class Runner extends TestRunner {
  onCollected(files: readonly RunnerTestFile[]): void {
    for (const file of files) skipMissing(file.filepath.replaceAll('\\', '/'), file, '');
  }
}
