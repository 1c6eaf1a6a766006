// Variables and files that asrctl reads.
import type { ProviderDescription } from '../../api/provider.js';
import type { Block } from '../layout.js';
import { files, variables } from '../variables.js';

export default (providers: readonly ProviderDescription[]): readonly Block[] => [
  {
    title: null,
    entries: [{ text: 'Every setting is the first of: flag, environment, project file, profile.' }],
  },
  { title: 'Variables', entries: variables(providers) },
  { title: 'Files', entries: files },
  {
    title: 'See also',
    entries: [{ term: 'asrctl paths', text: 'where these files are on this machine' }],
  },
];
