import { expect } from 'chai';
import { englishOf } from '@tonearm/core';
import { explainCloseCode, type Remedy } from '../src/close-codes.js';

describe('a close code of the voice gateway', () => {
  const REMEDIES: Readonly<Record<Remedy, readonly number[]>> = {
    rejoin: [1006, 4001, 4002, 4003, 4004, 4005, 4006, 4009, 4011, 4015, 4020, 4999],
    'new-place': [4014],
    'another-server': [4022],
    none: [4012, 4016, 4017, 4021],
  };

  for (const [remedy, codes] of Object.entries(REMEDIES)) {
    it(`has the remedy “${remedy}”, and words for a listener: ${codes.join(', ')}`, () => {
      for (const code of codes) {
        const explained = explainCloseCode(code);
        expect(explained.remedy, String(code)).to.equal(remedy);
        expect(englishOf(explained.words)).to.match(/^[A-Z].*\.$/);
      }
    });
  }
});
