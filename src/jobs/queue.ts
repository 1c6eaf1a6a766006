// A queue in which a service runs jobs. Not every service has queues.

export interface Queue {
  readonly id: string;
  readonly name: string | null;
  /** A paused queue accepts jobs but does not start them. */
  readonly state: 'active' | 'paused' | 'unknown';
  /** The state as the service names it. */
  readonly providerState: string | null;
  readonly bucket: string | null;
  /** Limits for waiting and for running jobs; null when the service does not return them. */
  readonly maxWaiting: number | null;
  readonly maxRunning: number | null;
  /** UTC `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}
