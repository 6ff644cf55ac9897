import { readFileSync } from 'node:fs';
import { itBehavesLikeAView } from '@tonearm/core/testing';
import { expect } from 'chai';
import { NeonView } from './neon-view.js';

const fromRoot = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');

describe('the view that the documentation writes', () => {
  itBehavesLikeAView(() => new NeonView());

  it('has less than 40 lines', () => {
    expect(fromRoot('plugins/progress-text/test/neon-view.ts').trim().split('\n').length).to.be.below(40);
  });

  for (const page of [
    'docs/guides/write-a-view.md',
    'plugins/progress-text/README.md',
    'plugins/progress-embed/README.md',
  ]) {
    it(`stands in ${page} as it is tested`, () => {
      expect(fromRoot(page)).to.include(fromRoot('plugins/progress-text/test/neon-view.ts'));
    });
  }
});
