import type { ProgressSnapshot } from '@tonearm/core';
import { aNowPlayingSnapshot, aWorkingSnapshot, itBehavesLikeAView } from '@tonearm/core/testing';
import { expect } from 'chai';
import { ThingNameView } from '../src/index.js';

describe('ThingNameView', () => {
  const wordsOf = (snapshot: ProgressSnapshot) =>
    new ThingNameView().render(snapshot, { language: 'en' }).embeds?.[0]?.description;

  itBehavesLikeAView(() => new ThingNameView());

  it('fills its bar as the work goes on', () => {
    expect(wordsOf(aWorkingSnapshot({ percent: 0 }))).to.contain('▱▱▱▱▱▱▱▱▱▱▱▱ 0 %');
    expect(wordsOf(aWorkingSnapshot({ percent: 50 }))).to.contain('▰▰▰▰▰▰▱▱▱▱▱▱ 50 %');
  });

  it('tells a pause from playing', () => {
    expect(wordsOf(aNowPlayingSnapshot())).to.equal('▶️ Needle Drop');
    expect(wordsOf(aNowPlayingSnapshot({ paused: true }))).to.equal('⏸️ Needle Drop');
  });
});
