// Who may work on an entry: the process that holds it, until it lets go, dies or falls silent.

/** Longer than a call may take with both its timeouts; a process that died is noticed sooner, by its pid. */
export const leaseMs = 120_000;

/** True when no process has that id any more. Another user's process answers EPERM: it lives. */
export const hasDied = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};
