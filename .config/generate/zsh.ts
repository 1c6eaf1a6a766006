// zsh: a function for each command, with one call of _arguments.
import { allNodes, type Flag, type Node } from '../../src/help/tree.js';
import { valuesOfFlag, valuesOfOperand, type Values } from '../../src/help/values.js';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const escape = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');
const nameOf = (node: Node): string => ['_asrctl', ...node.path].join('_').replaceAll('-', '_');

const action = (values: Values): string => {
  if ('words' in values) {
    const words = values.words.map((word) => word.replaceAll(':', '\\:')).join(' ');
    return values.kind === 'list' ? `_sequence -s , compadd - ${words}` : `(${words})`;
  }
  if (values.kind === 'files') return '_files';
  return values.kind === 'anything' ? ' ' : `_asrctl_of_${values.kind.replace('-', '_')}`;
};

const flagSpecs = (node: Node, flag: Flag): string[] => {
  const values = valuesOfFlag(node, flag);
  const words = flag.short === null ? [flag.long] : [flag.short, flag.long];
  // The help of a flag says if it may repeat.
  const once = /may repeat/.test(flag.description) ? '*' : `(${words.join(' ')})`;
  const value = values === null ? '' : `:${escape(flag.value ?? '')}:${action(values)}`;
  return words.map((word) => {
    const joint = values === null ? '' : word.startsWith('--') ? '=' : '+';
    return quote(`${once}${word}${joint}[${escape(flag.description)}]${value}`);
  });
};

const operandSpecs = (node: Node): string[] =>
  node.operands.map((operand, i) =>
    quote(
      `${operand.many ? '*' : i + 1}:${escape(operand.name)}:${action(valuesOfOperand(node, operand))}`,
    ),
  );

/** The flags of the root, which follow every command; written once. */
const shared = (root: Node): string[] =>
  root.flags
    .filter(({ long }) => long !== '--help' && long !== '--version')
    .flatMap((flag) => flagSpecs(root, flag));

const isOfFormat = (spec: string): boolean => spec.includes('--format=');

/** `--format` if its values differ from those of the root. */
const ownFormat = (root: Node, node: Node): string[] => {
  const common = new Set(shared(root).filter(isOfFormat));
  return root.flags
    .filter(({ long }) => long === '--format')
    .flatMap((flag) => flagSpecs(node, flag))
    .filter((spec) => !common.has(spec));
};

const ownSpecs = (root: Node, node: Node): string[] => {
  const flags = node.flags.filter((flag) => node !== root || /^--(help|version)$/.test(flag.long));
  return [...flags.flatMap((flag) => flagSpecs(node, flag)), ...ownFormat(root, node)];
};

const call = (options: string, root: Node, node: Node, operands: readonly string[]): string => {
  const rest =
    ownFormat(root, node).length > 0
      ? '"${(@)_asrctl_shared:#*--format=*}"'
      : '"${_asrctl_shared[@]}"';
  const specs = [rest, ...ownSpecs(root, node), ...operands];
  return `  _arguments ${options} ${specs.map((spec) => `\\\n    ${spec}`).join(' ')}`;
};

const leaf = (root: Node, node: Node): string =>
  `${nameOf(node)}() {\n${call('-s -S', root, node, operandSpecs(node))}\n}\n`;

const branch = (root: Node, node: Node): string => {
  const described = node.children.flatMap(({ path, aliases, summary }) =>
    [path.at(-1) ?? '', ...aliases].map((name) => `    ${quote(`${name}:${summary}`)}`),
  );
  const arms = node.children.map(
    (child) => `      ${[child.path.at(-1), ...child.aliases].join('|')}) ${nameOf(child)} ;;`,
  );
  const specs = [quote('1:command:->command'), quote('*::argument:->argument')];
  return `${nameOf(node)}() {
  local curcontext=$curcontext state line
  local -A opt_args
  local -a commands=(
${described.join('\n')}
  )
${call("-C -s -S -A '-*'", root, node, specs)}
  case $state in
    command) _describe -t commands 'asrctl command' commands ;;
    argument)
      case $line[1] in
${arms.join('\n')}
      esac ;;
  esac
}
`;
};

/** _asrctl, for a folder in fpath or to be sourced after compinit. */
export const zsh = (root: Node): string =>
  [
    '#compdef asrctl\n# zsh completion for asrctl. Generated from the command tree by `npm run generate`.\n',
    `_asrctl_of_profiles() {
  local -a names=(\${(f)"$(asrctl __complete profiles 2>/dev/null)"})
  compadd -a names
}

# Ids with their descriptions, in the order of their age.
_asrctl_of_ids() {
  local line
  local -a ids shown
  for line in \${(f)"$(asrctl __complete $1 2>/dev/null)"}; do
    ids+=("\${line%%$'\\t'*}")
    shown+=("\${line%%$'\\t'*}  \${line#*$'\\t'}")
  done
  compadd -V jobs -l -d shown -a ids
}

_asrctl_of_jobs() { _asrctl_of_ids jobs }
_asrctl_of_productions() { _asrctl_of_ids productions }
_asrctl_of_jobs_files() { _asrctl_of_ids jobs; _files }
`,
    `typeset -ga _asrctl_shared=(\n${shared(root)
      .map((spec) => `  ${spec}\n`)
      .join('')})\n`,
    ...allNodes(root).map((node) =>
      node.children.length > 0 ? branch(root, node) : leaf(root, node),
    ),
    `# In fpath, this file is the body of the function. When sourced, it registers the function.
if [[ $funcstack[1] == _asrctl ]]; then
  _asrctl "$@"
else
  compdef _asrctl asrctl
fi
`,
  ].join('\n');
