import { expect } from 'chai';
import { cacheText, warmingText } from '../../src/replies/cache-text.js';
import { speechIn } from '../../src/texts/speech.js';

const FIGURES = {
  ...{ entries: 1_234, bytes: 2_345_678, hits: 3, staleHits: 0, misses: 1, evictions: 0, expired: 2 },
  ...{ savedMs: 12_340, popular: 4, renewed: 5, renewedThenHit: 1 },
};

describe('cacheText', () => {
  it('says what the cache is good for, with the numbers of the language', () => {
    expect(cacheText(FIGURES, speechIn('en')).split('\n')).to.deep.equal([
      '**Hit rate:** 75 % (3 hits, 1 misses since I started)',
      '**Entries:** 1234 (2.3 MB), 4 of them popular',
      '**Time saved:** 12.3 seconds, measured',
      '**Renewed before they aged:** 5, of which 1 were asked for again',
      '**Left:** 0 to make room, 2 of age',
    ]);
    expect(cacheText({ ...FIGURES, hits: 0, misses: 0, savedMs: 61_000 }, speechIn('de')).split('\n')).to.deep.equal([
      '**Trefferquote:** noch nichts gefragt (0 Treffer, 0 Fehlschläge seit meinem Start)',
      '**Einträge:** 1234 (2,3 MB), davon 4 beliebt',
      '**Ersparte Zeit:** 1 Minute und 1 Sekunde, gemessen',
      '**Vor dem Veralten erneuert:** 5, davon 1 wieder gefragt',
      '**Entfernt:** 0, um Platz zu schaffen, 2 wegen Alters',
    ]);
    expect(cacheText(FIGURES, speechIn('fr')).split('\n')[2]).to.equal(
      '**Temps épargné\u00A0:** 12,3 secondes, mesuré',
    );
  });
});

describe('warmingText', () => {
  it('says what was renewed, what was not, and why', () => {
    const report = { renewed: 1, failed: 2, left: 3, because: 'memory' } as const;
    expect(warmingText(report, speechIn('de'))).to.equal(
      'Erneuert: 1 Eintrag. 2 ließen sich gerade nicht erneuern; was davon bekannt ist, bleibt. ' +
        '3 für später aufgehoben: Der Speicher ist knapp.',
    );
    for (const [because, words] of [
      ['budget', 'this minute’s budget is used up'],
      ['memory', 'memory is short'],
      ['busy', 'lookups are under way, and they come first'],
      ['closed', 'I am shutting down'],
    ] as const) {
      expect(warmingText({ ...report, because }, speechIn('en'))).to.equal(
        `Renewed 1 entry. 2 could not be renewed now; what is known of them stays. 3 left for later: ${words}.`,
      );
    }
    expect(warmingText({ renewed: 0, failed: 0, left: 0, because: null }, speechIn('en'))).to.match(/^Nothing is due/);
  });
});
