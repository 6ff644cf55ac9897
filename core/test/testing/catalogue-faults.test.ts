import { expect } from 'chai';
import { catalogueFaults } from '../../src/testing/catalogue-faults.js';

const ENGLISH = { greeting: 'Hello {name}.', farewell: 'Goodbye.' };

function faultsOf(german: Readonly<Record<string, string>>) {
  return catalogueFaults({ en: ENGLISH, de: german, fr: FRENCH });
}

const GERMAN = { greeting: 'Hallo, {name}.', farewell: 'Auf Wiedersehen.' };
const FRENCH = { greeting: 'Bonjour {name}.', farewell: 'Au revoir.' };

describe('catalogueFaults', () => {
  it('finds none in texts that are complete', () => {
    expect(faultsOf(GERMAN)).to.deep.equal([]);
  });

  it('finds a text that is missing, empty, or too many', () => {
    expect(faultsOf({ greeting: GERMAN.greeting })).to.deep.equal(['de farewell: missing']);
    expect(faultsOf({ ...GERMAN, farewell: ' ' })).to.deep.equal(['de farewell: missing']);
    expect(faultsOf({ ...GERMAN, thanks: 'Danke.' })).to.deep.equal(['de thanks: unknown in English']);
  });

  it('finds places that differ', () => {
    expect(faultsOf({ ...GERMAN, greeting: 'Hallo.' })).to.deep.equal(['de greeting: other places']);
    expect(faultsOf({ ...GERMAN, greeting: 'Hallo, {nahme}.' })).to.deep.equal(['de greeting: other places']);
  });
});
