// The plugin
export {
  type SoundCloudAddresses,
  type SoundCloudOptions,
  soundCloudSource,
  soundcloud,
} from './soundcloud.js';
export { isClientId } from './read-page.js';
export { SOURCE_NAME } from './source-name.js';
export type { SoundCloudSource } from './soundcloud-source.js';

// Its errors
export { type Unplayable, UnplayableTrackError } from './errors.js';
