import type { Mutant } from './mutant.js';

const untilNever = { signal: new AbortController().signal, report: () => {} };

/** Sources that know wrongly what they know besides. */
export const EXTRA_MUTANTS: readonly Mutant[] = [
  {
    fault: 'relates what another source opens',
    breaks: 'relates-tracks',
    spoil: (good) => ({
      related: async (...asked) => (await good.related(...asked)).map((track) => ({ ...track, source: 'elsewhere' })),
    }),
  },
  {
    fault: 'relates with dates',
    breaks: 'relates-tracks',
    spoil: (good) => ({
      related: async (...asked) =>
        (await good.related(...asked)).map((track) => ({ ...track, ...{ seen: new Date(0) } })),
    }),
  },
  {
    fault: 'relates a track twice',
    breaks: 'relates-tracks',
    spoil: (good) => ({
      related: async (...asked) => {
        const related = await good.related(...asked);
        return [...related, ...related];
      },
    }),
  },
  {
    fault: 'tells when words are sung in seconds',
    breaks: 'tells-words',
    spoil: () => ({ lyrics: async () => ({ kind: 'synced', lines: [{ atMs: 0.5, text: 'La' }] }) }),
  },
  {
    fault: 'tells words in no order',
    breaks: 'tells-words',
    spoil: () => ({
      lyrics: async () => ({
        kind: 'synced',
        lines: [
          { atMs: 900, text: 'la' },
          { atMs: 500, text: 'La' },
        ],
      }),
    }),
  },
  {
    fault: 'tells all words in one line',
    breaks: 'tells-words',
    spoil: () => ({ lyrics: async () => ({ kind: 'plain', lines: ['La\nla'] }) }),
  },
  {
    fault: 'tells no words, and no undefined',
    breaks: 'tells-words',
    spoil: () => ({ lyrics: async () => ({ kind: 'plain', lines: [] }) }),
  },
  {
    fault: 'shows a page as a picture',
    breaks: 'shows-pictures',
    spoil: (good) => ({
      artwork: async (id, context) => {
        const picture = await good.artwork(id, context);
        return picture && { ...picture, bytes: Buffer.from('<html>') };
      },
    }),
  },
  {
    fault: 'calls a PNG a JPEG',
    breaks: 'shows-pictures',
    spoil: (good) => ({
      artwork: async (id, context) => {
        const picture = await good.artwork(id, context);
        return picture && { ...picture, contentType: 'image/jpeg' };
      },
    }),
  },
  {
    fault: 'shows a picture that nobody can send',
    breaks: 'shows-pictures',
    spoil: (good) => ({
      artwork: async (id, context) => {
        const picture = await good.artwork(id, context);
        return picture && { ...picture, bytes: Buffer.concat([picture.bytes, Buffer.alloc(11 * 1024 * 1024)]) };
      },
    }),
  },
  {
    fault: 'does not have the picture that it names',
    breaks: 'shows-pictures',
    spoil: () => ({ artwork: async () => undefined }),
  },
  {
    fault: 'asks for related tracks until there is an answer',
    breaks: 'extras-end',
    spoil: (good) => ({ related: (track) => good.related(track, untilNever) }),
  },
  {
    fault: 'asks for words until there is an answer',
    breaks: 'extras-end',
    spoil: (good) => ({ lyrics: (track) => good.lyrics(track, untilNever) }),
  },
  {
    fault: 'asks for a picture until there is one',
    breaks: 'extras-end',
    spoil: (good) => ({ artwork: (id) => good.artwork(id, untilNever) }),
  },
];
