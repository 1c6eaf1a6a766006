// Every service we know, one line each.
import type { ProviderDescription } from './provider.js';
import { ims } from './ims/index.js';
import { ci } from './ci/index.js';

export const providers: readonly ProviderDescription[] = [ims, ci];
