/** Where faults are set on the service: known to it and to its client, which loads nothing else of it. */
export const controlPath = '/_asrctl/faults';
