// bash: one function that finds the command on the line, and tables of the words that may follow it.
import { allNodes, type Flag, type Node } from '../../src/help/tree.js';
import { valuesOfFlag, valuesOfOperand, type Values } from '../../src/help/values.js';

const spec = (values: Values): string =>
  'words' in values ? `${values.kind} ${values.words.join(' ')}` : values.kind;

const wordsOf = ({ long, short }: Flag): string[] => (short === null ? [long] : [short, long]);

const pathOf = (node: Node): string => node.path.join(' ');

/** Case arms `<command> <flag>` of flags with a value. The flags of the root match after every command. */
const valueArms = (node: Node): string[] =>
  node.flags.flatMap((flag) => {
    const values = valuesOfFlag(node, flag);
    if (values === null) return [];
    const anywhere = node.path.length === 0;
    return wordsOf(flag).map(
      (word) =>
        `    ${anywhere ? `*' ${word}'` : `'${pathOf(node)} ${word}'`}) echo '${spec(values)}' ;;`,
    );
  });

const operandArms = (node: Node): string[] => {
  const [operand] = node.operands;
  return operand === undefined
    ? []
    : [`    '${pathOf(node)}') echo '${spec(valuesOfOperand(node, operand))}' ;;`];
};

const commandArms = (node: Node): string[] =>
  node.children.flatMap((child) =>
    [child.path.at(-1) ?? '', ...child.aliases].map(
      (name) => `    '${[...node.path, name].join(' ')}') echo '${pathOf(child)}' ;;`,
    ),
  );

const childArms = (node: Node): string[] =>
  node.children.length === 0
    ? []
    : [
        `    '${pathOf(node)}') echo '${node.children.flatMap(({ path, aliases }) => [path.at(-1), ...aliases]).join(' ')}' ;;`,
      ];

const flagArms = (node: Node): string[] => [
  `    '${pathOf(node)}') echo '${node.flags.flatMap(wordsOf).join(' ')}' ;;`,
];

/** The `--format` of a command precedes that of the root: bash takes the first arm that matches. */
const ownFormats = (root: Node): string[] =>
  allNodes(root)
    .filter((node) => node.path.length > 0)
    .flatMap((node) => {
      const flag = root.flags.find(({ long }) => long === '--format');
      const own = flag && valuesOfFlag(node, flag);
      const common = flag && valuesOfFlag(root, flag);
      return own && common && spec(own) !== spec(common)
        ? [`    '${pathOf(node)} --format') echo '${spec(own)}' ;;`]
        : [];
    });

const table = (name: string, comment: string, arms: readonly string[]): string =>
  `# ${comment}\n${name}() {\n  case "$1" in\n${arms.join('\n')}\n    *) return 1 ;;\n  esac\n}\n`;

/**
 * No `compgen -W`: it expands its words, and a profile named `$(command)` would run. Readline puts a reply on the
 * command line without quotes, so only names of safe characters are offered.
 */
const machinery = `# Adds what matches to COMPREPLY. Nothing that is read here is expanded.
_asrctl_offer() {
  local LC_ALL=C partial=$1 stem=$2 kind=\${3%% *} done='' word
  local -a words=()
  case "$kind" in
    files) return ;;
    profiles | jobs | productions | jobs-files)
      # What follows a tab describes the word.
      while IFS=$'\\t' read -r word _; do
        [[ -z $word || $word == *[!A-Za-z0-9._-]* ]] || words+=("$word")
      done <<<"$(asrctl __complete "\${kind%-files}" 2>/dev/null)" ;;
    list | words)
      read -ra words <<<"\${3#* }"
      [[ $kind == list && $partial == *,* ]] && done=\${partial%,*}, ;;
  esac
  # Where no job matches, the word may be a file.
  [[ $kind == jobs-files ]] || compopt +o default 2>/dev/null
  for word in \${words[@]+"\${words[@]}"}; do
    [[ $word == "\${partial#"$done"}"* ]] || continue
    word=$done$word
    COMPREPLY+=("\${word#"$stem"}")
  done
}

_asrctl() {
  local IFS=$' \\t\\n' line=\${COMP_LINE:0:COMP_POINT} at='' flag='' next i word spec stem
  local -a words
  COMPREPLY=()
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local last=$((\${#words[@]} - 1))
  for ((i = 1; i < last; i++)); do
    word=\${words[i]}
    if [[ -n $flag ]]; then
      flag=''
    elif [[ $word == -* ]]; then
      [[ $word != *=* ]] && _asrctl_values "$at $word" >/dev/null && flag=$word
    elif next=$(_asrctl_commands "\${at:+$at }$word"); then
      at=$next
    fi
  done
  word=\${words[last]}
  # Readline replaces only the part after the last of its word breaks.
  stem=''
  [[ $word == *[:=]* ]] && stem=\${word%"\${word##*[:=]}"}
  if [[ -n $flag ]]; then
    _asrctl_offer "$word" "$stem" "$(_asrctl_values "$at $flag")"
  elif [[ $word == --*=* ]]; then
    _asrctl_offer "\${word#*=}" "\${stem#*=}" "$(_asrctl_values "$at \${word%%=*}")"
  elif [[ $word == -* ]]; then
    _asrctl_offer "$word" '' "words $(_asrctl_flags "$at") $(_asrctl_flags '')"
  elif spec=$(_asrctl_children "$at"); then
    _asrctl_offer "$word" '' "words $spec"
  else
    _asrctl_offer "$word" "$stem" "$(_asrctl_operands "$at")"
  fi
}

complete -o default -F _asrctl asrctl
`;

/** asrctl.bash; works with bash 3.2 and later, without the bash-completion package. */
export const bash = (root: Node): string => {
  const nodes = allNodes(root);
  const below = nodes.slice(1);
  return [
    '# bash completion for asrctl. Generated from the command tree by `npm run generate`.\n',
    table(
      '_asrctl_commands',
      'The command that words name, with aliases resolved.',
      nodes.flatMap(commandArms),
    ),
    table('_asrctl_children', 'The commands below a command.', nodes.flatMap(childArms)),
    table('_asrctl_flags', 'The flags of a command.', nodes.flatMap(flagArms)),
    table('_asrctl_values', 'The values of a flag.', [
      ...ownFormats(root),
      ...[...below, root].flatMap(valueArms),
    ]),
    table('_asrctl_operands', 'The operands of a command.', nodes.flatMap(operandArms)),
    machinery,
  ].join('\n');
};
