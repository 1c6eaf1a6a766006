// Every service we know, one line each.
import type { ProviderDescription } from './provider.js';
import { ims } from './ims/index.js';

export const providers: readonly ProviderDescription[] = [ims];
