// The only file of this room that knows `process`.

export const ownPid = process.pid;

/** The effective user; null on Windows, which has none. */
export const ownUid: number | null = process.geteuid?.() ?? null;

/** Signals a process, or with a negative number a process group. False when there is none. */
export const sendSignal = (pid: number, name: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
};

/** Ends this process at once. */
export const exit = (code: number): void => process.exit(code);
