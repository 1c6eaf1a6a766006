// A queue that a service runs jobs in, where it has such things.

export interface Queue {
  readonly id: string;
  readonly name: string | null;
  /** A paused queue takes jobs and does not start them. */
  readonly state: 'active' | 'paused' | 'unknown';
  /** The service's own word for the state. */
  readonly providerState: string | null;
  readonly bucket: string | null;
  /** Jobs that may wait, and that may run at once; null when the service does not tell. */
  readonly maxWaiting: number | null;
  readonly maxRunning: number | null;
  /** UTC `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}
