// What is wrong with a `--query`: in its words, at its column, with what is valid there.
import { compile, getRegisteredFunctions, tokenize } from '@jmespath-community/jmespath';
import { usageError, type CliError } from '../errors.js';
import { nearest } from '../nearest.js';

type Node = ReturnType<typeof compile>;
type Token = ReturnType<typeof tokenize>[number];

const tutorial = 'See https://jmespath.org/tutorial.html; quote the expression for your shell.';

/** Longer expressions are refused without a column: finding it compiles the expression once for each token. */
const longest = 2000;

const faultOf = (expression: string): Error | null => {
  try {
    compile(expression);
    return null;
  } catch (error) {
    return error as Error;
  }
};

/** The fault of a text, literal or character that cannot be read: it is the same however the expression goes on. */
const unreadable = (expression: string): string => {
  let start = expression.length;
  while (start > 0 && faultOf(expression.slice(0, start))?.name === 'LexerError') start -= 1;
  const character = Array.from(expression.slice(start))[0] ?? '';
  const at = `at column ${start + 1}`;
  if (character === '`') return `the text in backticks ${at} is not JSON`;
  if (character === '"') return `the quotation mark ${at} is not closed`;
  return `unknown character ${character} ${at}`;
};

const tokensOf = (expression: string): readonly Token[] =>
  tokenize(expression).filter(({ start }) => start < expression.length);

/** The first token that cannot stand where it does: up to it only the end was missing. */
const unexpected = (expression: string): string => {
  const tokens = tokensOf(expression);
  for (const [i, { start }] of tokens.entries()) {
    const end = tokens[i + 1]?.start ?? expression.length;
    const fault = faultOf(expression.slice(0, end));
    if (fault !== null && !fault.message.includes('EOF'))
      return `unexpected ${expression.slice(start, end).trim()} at column ${start + 1}`;
  }
  return `something is missing at its end, column ${expression.length + 1}`;
};

/** A syntax error as exit 2. */
const syntaxFault = (expression: string, fault: Error): CliError => {
  const isUnreadable = fault.name === 'LexerError';
  let what = fault.message;
  if (expression.length <= longest)
    what = isUnreadable ? unreadable(expression) : unexpected(expression);
  const literal = /backticks/.test(what) ? "Write a text in single quotes: 'running'. " : '';
  return usageError(`--query is not JMESPath: ${what}`, `${literal}${tutorial}`);
};

/** Where a function is called, `abs() at column 7`; without a column if it is called in several places. */
const callOf = (name: string, expression: string): string => {
  const tokens = tokensOf(expression);
  const [call, ...others] = tokens.filter(
    ({ value }, i) => value === name && String(tokens[i + 1]?.type) === 'Lparen',
  );
  const where = call === undefined || others.length > 0 ? '' : ` at column ${call.start + 1}`;
  return `${name}()${where}`;
};

/** The names of all functions that an expression calls. */
const calledIn = (node: unknown): string[] => {
  if (typeof node !== 'object' || node === null) return [];
  const { type, name } = node as { type?: unknown; name?: unknown };
  const inner = Object.values(node).flatMap(calledIn);
  return type === 'Function' ? [String(name), ...inner] : inner;
};

/** Throws exit 2 for an expression that is not JMESPath, or calls a function that does not exist. */
export const compileQuery = (expression: string): Node => {
  const fault = faultOf(expression);
  if (fault !== null) throw syntaxFault(expression, fault);
  const node = compile(expression);
  const functions = getRegisteredFunctions().toSorted();
  const unknown = calledIn(node).find((name) => !functions.includes(name));
  if (unknown === undefined) return node;
  const near = nearest(unknown, functions);
  throw usageError(
    `--query: there is no function ${callOf(unknown, expression)}`,
    `${near === null ? '' : `Did you mean ${near}()? `}Functions: ${functions.join(', ')}.`,
  );
};

const wrongArgument =
  /(?<!\w)(\w+)\(\) expected argument (\d+) to be type \((.+)\) but received type (.+) instead/;
const wrongCount = /(?<!\w)(\w+)\(\) takes (.+) but received (\d+)/;
const wrongKey = /expected one of \((.+)\), received (\w+)/;
/** Functions that take an expression for the key of each element. */
const byKey = /\b(\w+_by)\s*\(/;

const typesOf = (types: string): string => types.replaceAll(' | ', ' or ');

/** A fault that the data reveals, such as abs() of a text, as exit 2. */
export const evaluationFault = (expression: string, { message }: Error): CliError => {
  const [, name = '', place, types = '', got] = wrongArgument.exec(message) ?? [];
  if (place !== undefined)
    return usageError(
      `--query: ${callOf(name, expression)} takes ${typesOf(types)} as argument ${place}, not ${got}`,
      `To see its argument, run the query without ${name}().`,
    );
  const [, counted = '', takes, given] = wrongCount.exec(message) ?? [];
  if (takes !== undefined)
    return usageError(
      `--query: ${callOf(counted, expression)} takes ${takes}, not ${given}`,
      tutorial,
    );
  const [, keys, found] = wrongKey.exec(message) ?? [];
  const by = byKey.exec(expression)?.[1];
  if (keys !== undefined && by !== undefined)
    return usageError(
      `--query: the key of ${callOf(by, expression)} is ${found} in an element, not ${typesOf(keys)}`,
      'Leave out elements without the key before: [?key != null].',
    );
  return usageError(`--query: ${message}`, tutorial);
};
