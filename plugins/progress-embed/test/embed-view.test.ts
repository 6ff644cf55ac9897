import { itBehavesLikeAView } from '@tonearm/core/testing';
import { EmbedView } from '../src/index.js';

describe('EmbedView', () => {
  itBehavesLikeAView(() => new EmbedView());
});
