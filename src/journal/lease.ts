// Who may work on a row of the journal: the process that holds its lease, until it releases it, dies or the
// lease ends.
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Longer than a call may take with both its timeouts; a process that died is noticed sooner, by its pid. */
export const leaseMs = 120_000;

export interface Owner {
  readonly pid: number;
  /** Where process numbers mean the same: containers and machines that share a journal number their own. */
  readonly space: string;
}

/** This process, which can also tell whether others of its space live. */
export interface OwnProcess extends Owner {
  readonly lives: (pid: number) => boolean;
}

const numberSpace = (): string => {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
};

/** This process in the space of its process numbers. */
export const ownProcess = (pid: number, lives: OwnProcess['lives']): OwnProcess => ({
  pid,
  space: numberSpace(),
  lives,
});

/** True when that process is certainly gone: only a process of the same space can be looked for. */
export const hasDied = ({ pid, space }: Owner, own: OwnProcess): boolean =>
  space === own.space && !own.lives(pid);
