// What a help topic is. Each has one file in this folder and one line in its index.ts.
import type { ProviderDescription } from '../../api/provider.js';
import type { Block } from '../layout.js';

/** The blocks of a topic; the services bring their settings, names and sources. */
export type Topic = (providers: readonly ProviderDescription[]) => readonly Block[];
