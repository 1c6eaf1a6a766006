// Errors of the service: codes and statuses of the table that COS and CI share
// (https://www.tencentcloud.com/document/product/436/7730).

export class CiFault extends Error {
  override readonly name = 'CiFault';
  readonly status: number;
  readonly code: string;
  /** Further elements of the error document. */
  readonly more: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/** A value that the API refuses. */
export const invalid = (message: string): CiFault => new CiFault(400, 'InvalidArgument', message);
