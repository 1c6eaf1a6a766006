// One exchange for rooms that know nothing of this one: any answer is a value, and so is none.
import { exchangeHttp } from './exchange.js';
import { HttpFault } from './http-fault.js';
import type { Tools } from '../connection.js';

interface Question {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly direct?: boolean;
}

const limitBytes = 1024 * 1024;

/** `direct` ignores proxies. `lost` is one clause that says why no answer came. Rejects with the signal's reason. */
export const ask = async (
  question: Question,
  { env, signal }: { readonly env: Tools['env']; readonly signal: AbortSignal },
): Promise<{ status: number; text: string; lost: null } | { lost: string }> => {
  const { timeoutMs, direct } = question;
  const limits = { timeoutMs, connectTimeoutMs: timeoutMs, limitBytes };
  const world = { env: direct === true ? {} : env, signal };
  try {
    const { status, body } = await exchangeHttp({ ...question, ...limits, ...world });
    return { status, text: body.toString('utf8'), lost: null };
  } catch (error) {
    if (error instanceof HttpFault) return { lost: error.message };
    throw error;
  }
};
