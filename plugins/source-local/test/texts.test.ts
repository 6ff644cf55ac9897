import { catalogueFaults } from '@tonearm/core/testing';
import { expect } from 'chai';
import { CATALOGUES } from '../src/texts.js';

describe('the texts of local music', () => {
  it('are there in every language, with the same places', () => {
    expect(catalogueFaults(CATALOGUES)).to.deep.equal([]);
  });
});
