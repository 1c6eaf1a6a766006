// PowerShell: the tree as a table of hashes, and one native argument completer that reads it.
import { allNodes, type Flag, type Node } from '../../src/help/tree.js';
import { valuesOfFlag, valuesOfOperand, type Values } from '../../src/help/values.js';

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const words = (texts: readonly string[]): string => `@(${texts.map(quote).join(', ')})`;

const offer = (values: Values): string =>
  'words' in values ? words(values.words) : quote(`<${values.kind}>`);

const flagEntries = (node: Node, flag: Flag): string[] => {
  const values = valuesOfFlag(node, flag);
  const entry = `@{ help = ${quote(flag.description)}; values = ${values === null ? '$null' : offer(values)} }`;
  return [flag.long, ...(flag.short === null ? [] : [flag.short])].map(
    (word) => `      ${quote(word)} = ${entry}`,
  );
};

const nodeEntry = (root: Node, node: Node): string => {
  const format = root.flags.find(({ long }) => long === '--format');
  const common = format === undefined ? [] : flagEntries(root, format);
  const own = (format === undefined ? [] : flagEntries(node, format)).filter(
    (entry) => !common.includes(entry),
  );
  const children = node.children.flatMap(({ path, aliases, summary }) =>
    [path.at(-1) ?? '', ...aliases].map(
      (name) =>
        `      ${quote(name)} = @{ help = ${quote(summary)}; path = ${quote(path.join(' '))} }`,
    ),
  );
  const [operand] = node.operands;
  return `  ${quote(node.path.join(' '))} = @{
    commands = @{
${children.join('\n')}
    }
    flags = @{
${[...node.flags.flatMap((flag) => flagEntries(node, flag)), ...own].join('\n')}
    }
    operand = ${operand === undefined ? '$null' : offer(valuesOfOperand(node, operand))}
  }`;
};

const machinery = `Register-ArgumentCompleter -Native -CommandName asrctl -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $at = ''
  $flag = $null
  $typed = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    Select-Object -Skip 1 | ForEach-Object { $_.ToString() }
  foreach ($word in $typed) {
    if ($null -ne $flag) { $flag = $null; continue }
    $known = $asrctlTree[$at].flags[$word]
    if ($null -eq $known) { $known = $asrctlTree[''].flags[$word] }
    if ($null -ne $known) { if ($null -ne $known.values) { $flag = $known } }
    elseif ($asrctlTree[$at].commands.ContainsKey($word)) { $at = $asrctlTree[$at].commands[$word].path }
  }
  $prefix = ''
  $offers = if ($null -ne $flag) { $flag.values }
  elseif ($wordToComplete -like '--*=*') {
    $name, $rest = $wordToComplete -split '=', 2
    $prefix = "$name="
    $known = $asrctlTree[$at].flags[$name]
    if ($null -eq $known) { $known = $asrctlTree[''].flags[$name] }
    $known.values
  }
  elseif ($wordToComplete -like '-*') { @($asrctlTree[$at].flags.Keys) + @($asrctlTree[''].flags.Keys) }
  elseif ($asrctlTree[$at].commands.Count -gt 0) { $asrctlTree[$at].commands.Keys }
  else { $asrctlTree[$at].operand }
  if ($offers -eq '<files>' -or $offers -eq '<anything>') { return }
  # An offer is put on the command line without quotes: only names of safe characters.
  if ($offers -eq '<profiles>') {
    $offers = asrctl __complete profiles 2>$null | Where-Object { $_ -match '^[A-Za-z0-9._-]+$' }
  }
  if ($offers -in '<jobs>', '<productions>', '<jobs-files>') {
    asrctl __complete ($offers -replace '[<>]|-files') 2>$null | ForEach-Object {
      $id, $help = $_ -split "\`t", 2
      if ($id -match '^[A-Za-z0-9._-]+$' -and $id -like "$wordToComplete*") {
        [System.Management.Automation.CompletionResult]::new($id, $id, 'ParameterValue', "$help")
      }
    }
    return
  }
  $offers | Sort-Object -Unique | Where-Object { "$prefix$_" -like "$wordToComplete*" } | ForEach-Object {
    $help = $asrctlTree[$at].flags[$_].help
    if (-not $help) { $help = $asrctlTree[''].flags[$_].help }
    if (-not $help) { $help = $asrctlTree[$at].commands[$_].help }
    if (-not $help) { $help = $_ }
    [System.Management.Automation.CompletionResult]::new("$prefix$_", $_, 'ParameterValue', $help)
  }
}
`;

/** asrctl.ps1, for PowerShell 5 and later. */
export const powershell = (root: Node): string =>
  [
    '# PowerShell completion for asrctl. Generated from the command tree by `npm run generate`.',
    '$asrctlTree = @{',
    ...allNodes(root).map((node) => nodeEntry(root, node)),
    '}',
    machinery,
  ].join('\n');
