import { describe, expect, it } from 'vitest';
import { EarlierJobs, findByToken, type ListedPage } from '../../src/api/find-by-token.js';
import { addToken } from '../../src/jobs/token.js';

const token = '0123456789abcdef01234567';
const nowMs = Date.UTC(2026, 0, 31);

/** Jobs from new to old, one a second, two a page; the pages that were read. */
const listOf = (ids: readonly string[], tokens: Readonly<Record<string, string>> = {}) => {
  let pages = 0;
  const page = async (next: string | null): Promise<ListedPage<{ readonly id: string }>> => {
    pages += 1;
    const from = Number(next ?? 0);
    const entries = ids.slice(from, from + 2).map((id, i) => ({
      job: { id },
      userData: tokens[id] === undefined ? null : addToken(null, tokens[id]),
      createdMs: nowMs - (from + i) * 1000,
    }));
    return { entries, nextToken: from + 2 < ids.length ? String(from + 2) : null };
  };
  return { page, pages: () => pages };
};

const ids = Array.from({ length: 40 }, (_, i) => `job-${i}`);

describe('a job that is looked for by its token', () => {
  it('is looked for down to the job that existed before its submit, and two seconds more', async () => {
    const { page, pages } = listOf(ids);
    expect(await findByToken(page, { token, sinceMs: 0, earlier: 'job-5' })).toBeNull();
    // The page of job-8, which is older than two seconds before job-5.
    expect(pages()).toBe(5);
  });

  it('is found when its time is a second before that of the earlier job', async () => {
    const { page } = listOf(ids, { 'job-6': token });
    const sought = { token, sinceMs: 0, earlier: 'job-5' };
    expect(await findByToken(page, sought)).toEqual({ id: 'job-6' });
  });

  it('is looked for in the whole window where no earlier job is known or listed', async () => {
    for (const earlier of [null, 'elsewhere']) {
      const { page, pages } = listOf(ids);
      const sinceMs = nowMs - 20_000;
      expect(await findByToken(page, { token, sinceMs, earlier })).toBeNull();
      expect(pages()).toBe(11);
    }
  });
});

describe('the job that existed before a submit was sent', () => {
  const lost = (): Promise<never> => Promise.reject(new Error('lost'));
  const made = (id: string) => async () => ({ id });

  it('is the last one that was made by then, at the first attempt', async () => {
    const earlier = new EarlierJobs();
    await earlier.sending('other', made('a'));
    await expect(earlier.sending(token, lost)).rejects.toThrow('lost');
    await earlier.sending('other', made('b'));
    await expect(earlier.sending(token, lost)).rejects.toThrow('lost');
    expect(earlier.of(token)).toBe('a');
  });

  it('is not known for a submit of another run, or before the first job', async () => {
    const earlier = new EarlierJobs();
    await expect(earlier.sending(token, lost)).rejects.toThrow('lost');
    await earlier.sending('other', made('a'));
    expect([earlier.of(token), earlier.of('unknown')]).toEqual([null, null]);
  });
});
