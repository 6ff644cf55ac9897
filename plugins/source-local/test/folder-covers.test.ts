import { expect } from 'chai';
import { FolderCovers } from '../src/folder-covers.js';

describe('FolderCovers', () => {
  it('serves a folder, and the folders of its discs', () => {
    const covers = new FolderCovers();
    covers.put('A/cover.jpg', 'A/cover.jpg');
    expect(['A/a.mp3', 'A/CD 2/b.mp3', 'A/Live/c.mp3', 'd.mp3'].map((id) => covers.beside(id))).to.deep.equal([
      ...['A/cover.jpg', 'A/cover.jpg', undefined, undefined],
    ]);
  });

  it('has the other picture of a folder left when one has gone, whichever that is', () => {
    for (const [gone, left] of [
      ['A/cover.jpg', 'A/folder.png'],
      ['A/folder.png', 'A/cover.jpg'],
    ] as const) {
      const covers = new FolderCovers();
      for (const path of ['A/cover.jpg', 'A/folder.png', 'A/cover.jpg']) covers.put(path, path);
      expect(covers.paths()).to.have.members(['A/cover.jpg', 'A/folder.png']);
      covers.remove(gone, gone);
      expect(covers.beside('A/a.mp3')).to.equal(left);
      covers.remove(left, left);
      expect(covers.beside('A/a.mp3')).to.equal(undefined);
      expect(covers.paths()).to.deep.equal([]);
    }
  });
});
