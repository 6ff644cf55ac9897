// The plugin
export { type LocalFilesOptions, localFiles } from './local-files.js';

// Its parts, for bots that put them together themselves
export { LocalSource } from './local-source.js';
export type { FileContent, IndexChange, IndexedFile, IndexState } from './indexed-file.js';
export { MusicIndex } from './music-index.js';
export { checkMusicFolder, type FolderEvent, MusicFolder, type MusicFolderOptions } from './music-folder.js';
export type { TrackTags } from './read-tags.js';
export { SavedIndex, type SavedIndexParts } from './saved-index.js';
