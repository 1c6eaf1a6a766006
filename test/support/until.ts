// The one way a test waits for a process or a server of its own: it asks again until the answer passes.

/** Asks every `everyMs` until the answer passes; otherwise the test's own time limit ends it. */
export const until = async <T>(
  ask: () => T | Promise<T>,
  passes: (value: T) => boolean,
  everyMs = 20,
): Promise<T> => {
  for (;;) {
    const value = await ask();
    if (passes(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
