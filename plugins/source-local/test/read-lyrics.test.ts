import { expect } from 'chai';
import { readLyrics } from '../src/read-lyrics.js';
import { aLibrary, type Library } from './a-library.js';
import { anAudioFile, aTaggedMp3, needsFfmpeg, syncedLyricsFrame, unsyncedLyricsFrame } from './audio-fixtures.js';

describe('readLyrics', function () {
  this.timeout(20_000);
  let library: Library;

  before(async function () {
    needsFfmpeg(this);
    const lrc = '[00:01.00]Down it goes\n[00:04.50]Round and round';
    const bare = await anAudioFile('opus', { title: 'Bare' });
    library = await aLibrary(
      {
        'plain.mp3': await aTaggedMp3({ title: 'Plain' }, undefined, [
          unsyncedLyricsFrame('Erste Zeile\nZweite Zeile'),
        ]),
        'timed.mp3': await aTaggedMp3({ title: 'Timed' }, undefined, [
          unsyncedLyricsFrame('Without times'),
          syncedLyricsFrame([
            ['Down it goes', 1_000],
            ['Round and round', 4_500],
          ]),
        ]),
        'syllables.mp3': await aTaggedMp3({ title: 'Syllables' }, undefined, [
          syncedLyricsFrame([
            ['Down ', 1_000],
            ['it goes', 1_500],
            ['\nRound', 4_500],
          ]),
        ]),
        'lrc.mp3': await aTaggedMp3({ title: 'Lrc' }, undefined, [unsyncedLyricsFrame(lrc)]),
        'comment.opus': await anAudioFile('opus', { title: 'Comment', LYRICS: lrc }),
        'comment.flac': await anAudioFile('flac', { title: 'Comment', LYRICS: 'One line' }),
        'bare.opus': bare,
        'beside.mp3': await aTaggedMp3({ title: 'Beside' }, undefined, [unsyncedLyricsFrame('Without times')]),
        'beside.lrc': Buffer.from('[ti:Beside]\r\n[00:01.50]Caf\xe9\r\n', 'latin1'),
        'words.mp3': await aTaggedMp3({ title: 'Words' }, undefined, [
          syncedLyricsFrame([
            ['Down it goes', 1_000],
            ['Round and round', 4_500],
          ]),
        ]),
        'words.lrc': 'Only words',
        'huge.mp3': await aTaggedMp3({ title: 'Huge' }),
        'huge.lrc': Buffer.alloc(3_000_000, '[00:01.00]la\n'),
        'letter.mp3': 'Dear listener',
        'stolen.mp3': bare,
        '../secret.lrc': 'Secret words',
      },
      { folder: 'music', links: { 'stolen.lrc': '../secret.lrc' } },
    );
  });
  after(() => library?.close());

  const words = (path: string) => readLyrics(library.folder, path);

  it('reads words without times', async () => {
    expect(await words('plain.mp3')).to.deep.equal({ kind: 'plain', lines: ['Erste Zeile', 'Zweite Zeile'] });
    expect(await words('comment.flac')).to.deep.equal({ kind: 'plain', lines: ['One line'] });
  });

  it('prefers words with times, in every way they are written', async () => {
    const synced = {
      kind: 'synced',
      lines: [
        { atMs: 1_000, text: 'Down it goes' },
        { atMs: 4_500, text: 'Round and round' },
      ],
    };
    for (const path of ['timed.mp3', 'lrc.mp3', 'comment.opus']) expect(await words(path), path).to.deep.equal(synced);
  });

  it('puts syllables together to lines', async () => {
    expect(await words('syllables.mp3')).to.deep.equal({
      kind: 'synced',
      lines: [
        { atMs: 1_000, text: 'Down it goes' },
        { atMs: 4_500, text: 'Round' },
      ],
    });
  });

  it('reads those in a file beside the track, unless only the tags know when they are sung', async () => {
    expect(await words('beside.mp3')).to.deep.equal({ kind: 'synced', lines: [{ atMs: 1_500, text: 'Café' }] });
    expect(await words('words.mp3')).to.have.property('kind', 'synced');
    expect(await words('huge.mp3')).to.equal(undefined);
  });

  it('finds none in a file that has none, nor in what is no music', async () => {
    expect(await words('bare.opus')).to.equal(undefined);
    expect(await words('letter.mp3')).to.equal(undefined);
    expect(await words('stolen.mp3')).to.equal(undefined);
  });

  it('are what the source tells of its tracks, and of nothing outside the folder', async () => {
    const told = (id: string) =>
      library.source.lyrics({ source: 'local', id, title: '', author: '', url: '', durationMs: null });
    expect(await told('lrc.mp3')).to.have.property('kind', 'synced');
    for (const id of ['../secret.mp3', 'gone.mp3', '/etc/passwd']) {
      expect(await told(id), id).to.equal(undefined);
    }
  });
});
