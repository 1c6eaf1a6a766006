// The request of a production job; stored with the job, so that it survives a restart.

export interface ProductionRequest {
  readonly functionName: string;
  readonly name: string | null;
  /** Input, Output and ScheduleConfig as the client sent them. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly schedule: Readonly<Record<string, unknown>> | null;
  readonly params: string | null;
  readonly templateId: string | null;
  readonly modelId: string | null;
  readonly userData: string | null;
  /** Files of further inputs, checked. */
  readonly more: readonly string[];
  /** Where the output goes: an absolute path with an extension. */
  readonly target: string;
  /** Its name as the client knows it: the object's key, or the path. */
  readonly targetName: string;
  /** False for files of the user's own, which are never replaced. */
  readonly replace: boolean;
}
