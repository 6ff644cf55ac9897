import { parseLyrics, type Words } from '@tonearm/core';
import { type ILyricsTag, TimestampFormat } from 'music-metadata';
import { parse } from './read-tags.js';
import { openInside } from './safe-path.js';
import { sniffContainer } from './sniff-container.js';

/**
 * The words that the tags of a file below `folder` hold: USLT and SYLT in MP3, LYRICS in Ogg and FLAC, ©lyr in MP4. Those with
 * times are preferred. @throws NotInFolder when the file is not there
 */
export async function readLyrics(folder: string, path: string): Promise<Words | undefined> {
  const file = await openInside(folder, path);
  try {
    const container = await sniffContainer(file.handle);
    if (container === undefined) return undefined;
    const { common } = await parse(file, path, container.name, { skipCovers: true });
    const found = (common.lyrics ?? []).flatMap((tag) => wordsIn(tag) ?? []);
    return found.find(({ kind }) => kind === 'synced') ?? found[0];
  } finally {
    await file.handle.close();
  }
}

function wordsIn({ text, syncText = [], timeStampFormat }: ILyricsTag): Words | undefined {
  if (syncText.length > 0 && timeStampFormat === TimestampFormat.milliseconds) {
    return { kind: 'synced', lines: linesOf(syncText) };
  }
  return text === undefined ? undefined : parseLyrics(text);
}

/** One entry is a line, or a syllable of one; then a line break stands before the first syllable of the next (ID3v2.3, 4.10). */
function linesOf(entries: ILyricsTag['syncText']): readonly { readonly atMs: number; readonly text: string }[] {
  const hasSyllables = entries.slice(1).some(({ text }) => text.startsWith('\n'));
  const lines: { atMs: number; text: string }[] = [];
  for (const { text, timestamp = 0 } of entries) {
    const last = lines.at(-1);
    if (hasSyllables && last && !text.startsWith('\n')) last.text += text;
    else lines.push({ atMs: timestamp, text: text.replace(/^\n/, '') });
  }
  return lines;
}
