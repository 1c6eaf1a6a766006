import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['test/**/*.test.ts'],
    runner: `${import.meta.dirname}/runner.ts`,
    reporters: ['default', `${import.meta.dirname}/tally.ts`],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Several suites start real processes: more workers would overload a small machine.
    maxWorkers: 2,
    env: { NO_COLOR: '1', TZ: 'UTC' },
  },
});
