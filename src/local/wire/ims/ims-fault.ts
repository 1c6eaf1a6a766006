// Errors of the gateway and of the service. Codes and statuses are those of the
// shared gateway's table; where none is published for a case, the nearest of its families.

export class ImsFault extends Error {
  override readonly name = 'ImsFault';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A required parameter or header is absent: `MissingJobId`. */
export const missing = (name: string): ImsFault =>
  new ImsFault(400, `Missing${name}`, `${name} is mandatory for this action.`);

/** The wording of the service for a value out of range: `'Name' is invalid, input: X, …`. */
export const invalid = (name: string, input: string, rule: string): ImsFault =>
  new ImsFault(400, 'InvalidParameter', `'${name}' is invalid, input: ${input}, ${rule}`);

/** The error document; `Recommend` is the link form the gateway uses. */
export const faultBody = (fault: ImsFault, requestId: string, hostId: string): object => ({
  RequestId: requestId,
  HostId: hostId,
  Code: fault.code,
  Message: fault.message,
  Recommend: `https://api.aliyun.com/troubleshoot?q=${fault.code}&product=ICE&requestId=${requestId}`,
});
