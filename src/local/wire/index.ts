// Every wire protocol the service speaks. The first that claims a request answers it.
import { ci } from './ci/index.js';
import { ims } from './ims/index.js';
import { cosStorage, ossStorage } from './storage/index.js';
import type { WireProtocol } from './wire.js';

export const protocols: readonly WireProtocol[] = [ossStorage, ims, ci, cosStorage];
