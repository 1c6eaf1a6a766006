// Ends the run with one plain line that any CI can count, independent of the main reporter.
import type { Reporter, TestModule } from 'vitest/node';
import { missingFor } from './judges.js';

export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const missing = new Map<string, number>();
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const before = count.failed;
      for (const test of module.children.allTests()) {
        count[test.result().state] += 1;
        if (test.result().state === 'passed' || test.result().state === 'failed') continue;
        const program = missingFor(module.moduleId, test.fullName);
        if (program !== undefined) missing.set(program, (missing.get(program) ?? 0) + 1);
      }
      // A file that failed without a failed test: it did not load, or one of its hooks failed.
      if (module.state() === 'failed' && count.failed === before) count.failed += 1;
    }
    const skipped = count.skipped + count.pending;
    process.once('exit', () => {
      for (const [program, tests] of missing)
        process.stdout.write(`\nskipped without ${program}: ${tests}`);
      process.stdout.write(
        `\n${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
      );
    });
  }
}
