import { expect } from 'chai';
import { describeVideo } from '../src/describe-video.js';
import { aVideo, playerAnswer, videoId } from './answers.js';
import { recordedPlayers } from './streams/recorded-players.js';

describe('describeVideo', () => {
  const describeWith = (details: object) => describeVideo(videoId(1), playerAnswer(aVideo(1), details));

  it('knows a length by what a length can be', () => {
    expect(describeWith({ lengthSeconds: '185' })).to.have.property('durationMs', 185_000);
    expect(describeWith({ lengthSeconds: '0', isLive: true })).to.have.property('durationMs', null);
    for (const lengthSeconds of ['0', '', '-5', 'long', 1e308, 5e-324, null]) {
      expect(describeWith({ lengthSeconds }), String(lengthSeconds)).to.equal(undefined);
    }
  });

  it('wants a title, and passes on no picture that lies elsewhere', () => {
    expect(describeWith({ title: ' ' })).to.equal(undefined);
    const thumbnail = { thumbnails: [{ url: 'https://evil.example/x.jpg', width: 9 }] };
    expect(describeWith({ thumbnail })).to.not.have.property('artworkUrl');
  });

  it('finds title and length in every recorded answer of a video that plays, however it was asked for', function () {
    const players = recordedPlayers();
    if (players.length === 0) this.skip();
    const described = players.map(({ id, answer }) => [id, describeVideo('T4XJQO3qol8', answer)?.durationMs]);
    const lengths = Object.fromEntries(described.filter(([id]) => /visionos|ios-|android-T4/.test(String(id))));
    expect(lengths).to.deep.equal({
      'yt-player-visionos-T4XJQO3qol8': 219_000,
      'yt-player-android-T4XJQO3qol8': 219_000,
      'yt-player-ios-T4XJQO3qol8': 219_000,
      'yt-player-visionos-Kn56bMZ9OE8': 304_000,
      'yt-player-visionos-K4DyBUG242c': 208_000,
      'yt-player-visionos-live-X4VbdwhkE10': null,
    });
  });
});
