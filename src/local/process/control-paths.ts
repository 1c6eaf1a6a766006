// The service's own paths: shared with its clients, which load nothing else of the server.

/** Everything below is the service's own; no wire protocol sees it. */
export const ownPaths = '/_asrctl/';
/** Answers `ok`, to anybody. */
export const healthPath = `${ownPaths}health`;
/** Engine and jobs; needs the control token. */
export const statusPath = `${ownPaths}status`;
/** Faults on demand; needs the control token. */
export const faultsPath = `${ownPaths}faults`;
/** Admits a file for one submit; needs the control token. */
export const admitPath = `${ownPaths}admit`;
/** How far jobs are; needs the control token. */
export const progressPath = `${ownPaths}progress`;
/** Deletes old jobs; needs the control token. */
export const prunePath = `${ownPaths}prune`;
