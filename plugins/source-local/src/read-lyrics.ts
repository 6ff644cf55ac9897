import { parseLyrics, UndecodableError, type Words } from '@tonearm/core';
import { type ILyricsTag, TimestampFormat } from 'music-metadata';
import { insideAudio, parse } from './inside-audio.js';
import { NotInFolder } from './safe-path.js';
import { readSmallText } from './small-text.js';

/**
 * The words of a file below `folder`: those in a `.lrc` file beside it, or in its tags (USLT and SYLT in MP3, LYRICS in Ogg and
 * FLAC, ©lyr in MP4). Those with times are preferred, and then those beside it. @throws NotInFolder when the file is not there
 */
export async function readLyrics(folder: string, path: string): Promise<Words | undefined> {
  const inTags = await wordsInTags(folder, path);
  const found = [...(await wordsBeside(folder, path)), ...inTags];
  return found.find(({ kind }) => kind === 'synced') ?? found[0];
}

async function wordsInTags(folder: string, path: string): Promise<readonly Words[]> {
  try {
    return await insideAudio(folder, path, async (file, container) => {
      const { common } = await parse(file, container, { skipCovers: true });
      return (common.lyrics ?? []).flatMap((tag) => wordsIn(tag) ?? []);
    });
  } catch (error) {
    if (error instanceof UndecodableError) return [];
    throw error;
  }
}

async function wordsBeside(folder: string, path: string): Promise<readonly Words[]> {
  try {
    const text = await readSmallText(folder, path.replace(/\.[^./]*$/, '.lrc'));
    const words = text === undefined ? undefined : parseLyrics(text);
    return words ? [words] : [];
  } catch (error) {
    if (error instanceof NotInFolder) return [];
    throw error;
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
