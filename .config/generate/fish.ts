// fish: a line for each command and flag; helper functions find the command on the line.
import { allNodes, type Flag, type Node } from '../../src/help/tree.js';
import { valuesOfFlag, valuesOfOperand, type Values } from '../../src/help/values.js';

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Arguments of `complete` for a value. fish does not expand the output of a command substitution. */
const offer = (values: Values | null): string => {
  if (values === null) return '';
  if ('words' in values) {
    const words = values.words.join(' ');
    return values.kind === 'list' ? ` -x -a '(__asrctl_list ${words})'` : ` -x -a ${quote(words)}`;
  }
  if (values.kind === 'files') return ' -r -F';
  if (values.kind === 'jobs-files') return ` -r -F -a '(asrctl __complete jobs 2>/dev/null)'`;
  if (values.kind !== 'anything') return ` -x -a '(asrctl __complete ${values.kind} 2>/dev/null)'`;
  return ' -x';
};

const condition = (node: Node): string =>
  node.path.length === 0 ? '' : ` -n '__asrctl_at ${node.path.join(' ')}'`;

const flagLine = (node: Node, flag: Flag, at = condition(node)): string => {
  const short = flag.short === null ? '' : ` -s ${flag.short.slice(1)}`;
  const values = valuesOfFlag(node, flag);
  return `complete -c asrctl${at}${short} -l ${flag.long.slice(2)}${offer(values)} -d ${quote(flag.description)}`;
};

const commandLines = (node: Node): string[] =>
  node.children.flatMap(({ path, aliases, summary }) =>
    [path.at(-1) ?? '', ...aliases].map(
      (name) =>
        `complete -c asrctl -n '__asrctl_here${node.path.map((word) => ` ${word}`).join('')}' -a ${name} -d ${quote(summary)}`,
    ),
  );

const operandLines = (node: Node): string[] =>
  node.operands.flatMap((operand) => {
    const values = valuesOfOperand(node, operand);
    if (values.kind === 'files') return [`complete -c asrctl${condition(node)} -F`];
    if (values.kind === 'anything') return [];
    return [`complete -c asrctl${condition(node)}${offer(values)}`];
  });

/** fish would offer the values of both `--format` flags: each gets a condition. */
const globalLines = (root: Node): string[] =>
  root.flags.flatMap((flag) => {
    const common = flagLine(root, flag);
    const others = root.children.filter((node) => flagLine(node, flag, '') !== common);
    if (others.length === 0) return [common];
    const elsewhere = others.map(({ path }) => `not __asrctl_at ${path.join(' ')}`).join('; and ');
    return [
      flagLine(root, flag, ` -n '${elsewhere}'`),
      ...others.map((node) => flagLine(node, flag)),
    ];
  });

const valueFlags = (root: Node): string =>
  [
    ...new Set(
      allNodes(root)
        .flatMap(({ flags }) => flags)
        .filter(({ value }) => value !== null)
        .flatMap(({ long, short }) => (short === null ? [long] : [short, long])),
    ),
  ].join(' ');

const aliasCases = (root: Node): string[] =>
  root.children.flatMap(({ path, aliases }) =>
    aliases.map((alias) => `    test "$path[1]" = ${alias}; and set path[1] ${path[0]}`),
  );

const machinery = (root: Node): string => `function __asrctl_path
    set -l path
    set -l skip 0
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test $skip = 1
            set skip 0
        else if string match -q -- '-*' $word
            contains -- $word ${valueFlags(root)}; and set skip 1
        else
            set -a path $word
        end
    end
${aliasCases(root).join('\n')}
    printf '%s\\n' $path
end

# True after the given command.
function __asrctl_at
    set -l path (__asrctl_path)
    test (count $path) -ge (count $argv); or return 1
    test "$path[1..$(count $argv)]" = "$argv"
end

# True if the word to complete directly follows the given command.
function __asrctl_here
    set -l path (__asrctl_path)
    test "$path" = "$argv"
end

function __asrctl_list
    set -l done (string match -r '.*,' -- (commandline -ct | string replace -r '^--[^=]*=' ''))
    test -n "$done"; or set done ''
    printf '%s\\n' $done$argv
end
`;

/** asrctl.fish, for fish 3.4 and later. */
export const fish = (root: Node): string =>
  [
    '# fish completion for asrctl. Generated from the command tree by `npm run generate`.',
    machinery(root),
    'complete -c asrctl -f',
    ...globalLines(root),
    ...allNodes(root).flatMap((node) => [
      ...commandLines(node),
      ...(node === root
        ? []
        : node.flags.filter(({ long }) => long !== '--help').map((flag) => flagLine(node, flag))),
      ...operandLines(node),
    ]),
    '',
  ].join('\n');
