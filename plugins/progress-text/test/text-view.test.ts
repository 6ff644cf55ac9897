import { itBehavesLikeAView } from '@tonearm/core/testing';
import { TextView } from '../src/index.js';

describe('TextView', () => {
  itBehavesLikeAView(() => new TextView());
});
