import { MemoryStore } from '../../src/store/memory-store.js';
import { itBehavesLikeAStore } from '../../src/testing/store-contract.js';

describe('MemoryStore', () => {
  itBehavesLikeAStore(async (clock) => new MemoryStore(clock));
});
