import { providerContract } from '../contract.js';
import { imsScript } from './script.js';

providerContract(imsScript);
