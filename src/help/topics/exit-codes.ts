// The exit codes that scripts may rely on.
import { exitEntries } from '../exit-meanings.js';
import type { Block } from '../layout.js';

export default (): readonly Block[] => [
  { title: 'Exit codes', entries: exitEntries },
  {
    title: null,
    entries: [
      {
        text: 'With --json an error is one JSON object on stderr. It holds code, message, hint, requestId, input and exitCode.',
      },
    ],
  },
  {
    title: 'Examples',
    entries: [
      { command: 'asrctl wait "$id" --timeout 1h || echo "wait ended with $?"' },
      { command: 'asrctl schema error' },
    ],
  },
];
