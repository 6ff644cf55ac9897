import { catalogueFaults } from '@tonearm/core/testing';
import { expect } from 'chai';
import { CATALOGUES } from '../src/texts/speech.js';

describe('the texts of TextView', () => {
  it('are complete in every language', () => {
    expect(catalogueFaults(CATALOGUES)).to.deep.equal([]);
  });
});
