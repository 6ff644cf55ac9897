export { SOURCE_NAME } from './source-name.js';
export type { InnerTubeClient, PlayerRequest } from './metadata/innertube-client.js';
