const AUDIO_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['aac', 'aif', 'aifc', 'aiff', 'flac', 'm4a', 'm4b', 'mka', 'mp3', 'oga', 'ogg', 'opus', 'wav', 'weba', 'webm'],
  ...['wma', 'wv'],
]);

const LIST_NAME = /[^/]\.(?:m3u8?|pls|cue)$/i;
/** `CD 1` of an album that has a folder for each disc. */
const DISC_FOLDER = /\/(?:cd|dis[ck])[ _-]*\d+$/i;
const COVER_NAME = /^(?:cover|folder|front)\.(?:jpe?g|png|webp)$/i;

/** Whether the name ends as a music file does; what the file really is, its bytes decide later. */
export function isAudioName(path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 && AUDIO_EXTENSIONS.has(path.slice(dot + 1).toLowerCase());
}

/** Whether the name ends as a list of music does. */
export function isListName(path: string): boolean {
  return LIST_NAME.test(path);
}

/** Whether it names a cue sheet: a list that also tells where the tracks lie in a longer file. */
export function isCueName(path: string): boolean {
  return isListName(path) && /\.cue$/i.test(path);
}

/** Whether it is the picture that a folder keeps for all of its files: `cover.jpg`, `folder.png`, … */
export function isCoverName(path: string): boolean {
  return COVER_NAME.test(fileNameOf(path));
}

/** `Song.opus` of `Album/Song.opus`. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `Album` of `Album/Song.opus`; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `Album` of `Album/CD 1/Song.opus`, and of `Album/Song.opus`. */
export function albumFolderOf(path: string): string {
  return folderOf(path).replace(DISC_FOLDER, '');
}

/** `Song` of `Album/Song.opus`. */
export function bareNameOf(path: string): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** The paths that the same file may have as another kind of audio: `a/Song.flac`, `a/Song.opus`, … of `a/Song.wav`. */
export function audioNamesLike(path: string): readonly string[] {
  const stem = path.replace(/\.[^./]*$/, '');
  return [...AUDIO_EXTENSIONS].map((extension) => `${stem}.${extension}`);
}
