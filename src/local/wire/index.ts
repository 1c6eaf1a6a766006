// Every wire protocol the service speaks. The first that claims a request answers it.
import { ims } from './ims/index.js';
import type { WireProtocol } from './wire.js';

export const protocols: readonly WireProtocol[] = [ims];
