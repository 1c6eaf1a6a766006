// Mistakes in `--query` are the user's: exit 2, where, and what is valid.
import { expect, test } from 'vitest';
import { Exit } from '../../src/errors.js';
import { asrctl } from '../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../support/scripted-provider.js';

const ask = async (query: string) => {
  let calls = 0;
  const provider = scriptedProvider({
    list: async () => {
      calls += 1;
      return pageOf([jobWith({ id: 'a', title: 'Monday' }), jobWith({ id: 'b' })]);
    },
  });
  const { code, stdout, stderr } = await asrctl(['list', '--query', query], { provider });
  const [message = '', hint = ''] = stderr.split('\n');
  return { code, stdout, message: message.replace('asrctl: --query', ''), hint, calls };
};

const functions = /Functions: abs, avg, .*, zip\.$/;
const tutorial = /jmespath\.org\/tutorial/;

test.each<[string, string, RegExp]>([
  ['foo(bar)', ': there is no function foo() at column 1', functions],
  [
    'jobs[].lenght(id)',
    ': there is no function lenght() at column 8',
    /^Did you mean length\(\)\? Functions/,
  ],
  ['jobs[', ' is not JMESPath: something is missing at its end, column 6', tutorial],
  ['jobs[?a=]', ' is not JMESPath: unexpected ] at column 9', tutorial],
  ['jobs | | id', ' is not JMESPath: unexpected | at column 8', tutorial],
  ['a.b c', ' is not JMESPath: unexpected c at column 5', tutorial],
  ['jobs[].é', ' is not JMESPath: unknown character é at column 8', tutorial],
  ['jobs."id', ' is not JMESPath: the quotation mark at column 6 is not closed', tutorial],
  [
    'join(`,`, jobs[].id)',
    ' is not JMESPath: the text in backticks at column 6 is not JSON',
    /^Write a text in single quotes/,
  ],
])('%s is refused before any call', async (query, message, hint) => {
  const asked = await ask(query);
  expect(asked).toMatchObject({ code: Exit.usage, stdout: '', message, calls: 0 });
  expect(asked.hint).toMatch(hint);
});

test.each<[string, string, RegExp]>([
  [
    'abs(id)',
    ': abs() at column 1 takes number as argument 1, not null',
    /run the query without abs\(\)/,
  ],
  ['jobs[0].abs(id)', ': abs() at column 9 takes number as argument 1, not string', /without abs/],
  [
    'sort(jobs)',
    ': sort() at column 1 takes Array<string> or Array<number> as argument 1, not array',
    /without sort/,
  ],
  ['[abs(id), abs(id)]', ': abs() takes number as argument 1, not null', /without abs/],
  ['max_by(jobs)', ': max_by() at column 1 takes at least 2 arguments, not 1', tutorial],
  [
    'max_by(jobs, &title)',
    ': the key of max_by() at column 1 is null in an element, not number or string',
    /\[\?key != null\]/,
  ],
  ['jobs[0:1:0]', ': Invalid value: slice step cannot be 0', tutorial],
  ['$x', ': Error referencing undefined variable x', tutorial],
])('%s does not fit the data', async (query, message, hint) => {
  const asked = await ask(query);
  expect(asked).toMatchObject({ code: Exit.usage, stdout: '', message });
  expect(asked.hint).toMatch(hint);
});
