import { execFileSync } from 'node:child_process';
import fs, { mkdir, mkdtemp, open, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { SourceUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { confirmInside, NotInFolder, openInside, toPathId } from '../src/safe-path.js';
import { failure, openFilesBelow } from './a-library.js';

describe('toPathId', () => {
  const refused: readonly (readonly [what: string, path: string])[] = [
    ['a climb', '../secret.mp3'],
    ['a climb in the middle', 'a/../../secret.mp3'],
    ['a climb that ends inside', 'a/../b.mp3'],
    ['a climb at the end', 'a/..'],
    ['a climb with Windows separators', '..\\secret.mp3'],
    ['any Windows separator', 'a\\b.mp3'],
    ['an absolute path', '/etc/passwd.mp3'],
    ['two slashes in front', '//server/share.mp3'],
    ['a drive', 'C:/Windows/a.mp3'],
    ['a small drive', 'c:/Windows/a.mp3'],
    ['a UNC path', '\\\\server\\share\\a.mp3'],
    ['a NUL byte', 'a.mp3\0.txt'],
    ['a line break', 'a\nb.mp3'],
    ['dots with a space, as Windows reads them', 'a/.. /b.mp3'],
    ['three dots, as old Windows reads them', '.../a.mp3'],
    ['a hidden file', '.secret.mp3'],
    ['a hidden folder', 'a/.git/b.mp3'],
    ['nothing', ''],
    ['far too much', `${'a/'.repeat(600)}b.mp3`],
  ];
  for (const [what, path] of refused) {
    it(`refuses ${what}`, () => expect(toPathId(path, 'linux')).to.equal(undefined));
  }

  it('refuses the streams of a file on Windows, where a colon names them', () => {
    expect(toPathId('song.mp3:hidden', 'win32')).to.equal(undefined);
    expect(toPathId('Symphony: Allegro.mp3', 'linux')).to.equal('Symphony: Allegro.mp3');
  });

  it('gives every spelling of a path the same id', () => {
    expect(toPathId('./Album//Song.mp3')).to.equal('Album/Song.mp3');
    expect(toPathId('Album/./Song.mp3')).to.equal('Album/Song.mp3');
    expect(toPathId('Cafe\u0301.mp3')).to.equal('Caf\u00e9.mp3');
    expect(toPathId('.')).to.equal('.');
    expect(toPathId('...And Justice/One.mp3')).to.equal('...And Justice/One.mp3');
  });

  it('never gives a path that leads out, whatever the text', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', '\0', 'C:', 'a', ' ', '%2e%2e', '\u2025', '．．', '~', 'x.mp3');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    const root = resolve('music');
    fc.assert(
      fc.property(text, (path) => {
        const id = toPathId(path);
        if (id === undefined) return;
        const target = resolve(root, id);
        expect(target === root || target.startsWith(root + sep)).to.equal(true);
        expect(toPathId(id)).to.equal(id);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('openInside', () => {
  let top: string;
  let folder: string;
  before(async () => {
    top = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-safe-')));
    folder = join(top, 'music');
    await mkdir(join(folder, 'Album'), { recursive: true });
    await mkdir(join(top, 'music-private'));
    await writeFile(join(folder, 'Album', 'in.mp3'), 'inside');
    await writeFile(join(top, 'out.mp3'), 'outside');
    await writeFile(join(top, 'music-private', 'out.mp3'), 'outside');
    await symlink(join(top, 'out.mp3'), join(folder, 'file-out.mp3'));
    await symlink('..', join(folder, 'folder-out'));
    await symlink(join(folder, 'file-out.mp3'), join(folder, 'link-to-link.mp3'));
    await symlink('../../music-private', join(folder, 'Album', 'neighbour'));
    await symlink('Album/in.mp3', join(folder, 'link-in.mp3'));
    await symlink('loop.mp3', join(folder, 'loop.mp3'));
    await symlink(folder, join(top, 'link-to-music'));
  });
  after(() => rm(top, { recursive: true }));

  const refused = [
    'file-out.mp3',
    'folder-out/out.mp3',
    'folder-out/music-private/out.mp3',
    'link-to-link.mp3',
    'Album/neighbour/out.mp3',
    'loop.mp3',
    'Album',
    '.',
    'missing.mp3',
    '../out.mp3',
    'in\0.mp3',
    `${'a'.repeat(300)}.mp3`,
  ];
  for (const path of refused) {
    it(`refuses ${JSON.stringify(path.slice(0, 40))}`, async () => {
      const error = await openInside(folder, path).then(
        async ({ handle }) => handle.close(),
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(NotInFolder);
    });
  }

  it('opens a file inside, also by a link that stays inside, also where the folder itself is a link', async () => {
    for (const [from, path] of [
      [folder, 'Album/in.mp3'],
      [folder, 'link-in.mp3'],
      [join(top, 'link-to-music'), 'Album/in.mp3'],
    ] as const) {
      const file = await openInside(from, path);
      expect(await readFile(file.handle, 'utf8')).to.equal('inside');
      expect(file.realPath).to.equal(join(folder, 'Album', 'in.mp3'));
      await file.handle.close();
    }
  });

  it('notices that another file was put there, or opened, between check and use', async () => {
    const outside = await open(join(top, 'out.mp3'));
    for (const path of ['Album/in.mp3', 'file-out.mp3']) {
      const error = await confirmInside(outside, folder, path).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(NotInFolder);
    }
    await outside.close();
  });

  it('says of a disk that does not answer that it may be tried again, and not that the file has gone', async () => {
    for (const question of ['realpath', 'open', 'stat'] as const) {
      for (const code of ['EIO', 'ESTALE', 'ETIMEDOUT', 'EMFILE']) {
        const trouble = Object.assign(new Error('i/o error'), { code });
        const disk = { ...fs, [question]: () => Promise.reject(trouble) };
        const error = await failure(openInside(folder, 'Album/in.mp3', disk));
        expect(error, `${question} ${code}`).to.be.instanceOf(SourceUnavailableError).and.include({ retryable: true });
        expect(String(error)).to.include('“in.mp3” cannot be read just now').and.not.include(folder);
      }
    }
    expect(await openFilesBelow(folder)).to.deep.equal([]);
  });

  it('does not wait for a named pipe', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [join(folder, 'pipe.mp3')]);
    const error = await openInside(folder, 'pipe.mp3').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(NotInFolder);
  });
});
