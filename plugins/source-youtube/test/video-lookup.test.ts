import type { Reference } from '@tonearm/core';
import { expect } from 'chai';
import { BotCheckError, UnplayableVideoError } from '../src/streams/stream-errors.js';
import { aContext, aSource, type TestedSource, track } from './a-source.js';
import { aVideo, playerAnswer, videoId } from './answers.js';
import { rejected } from './rejected.js';
import { aRefusal } from './streams/player-answers.js';

describe('YouTubeSource: a video', () => {
  let tested: TestedSource;
  before(async () => {
    tested = await aSource();
  });
  beforeEach(() => tested.forget());
  after(() => tested.close());

  const resolve = (reference: Reference) => tested.source.resolve(reference, aContext());

  it('is a track with its length and how loud it is', async () => {
    tested.tube.on('/player', () => ({ json: playerAnswer(aVideo(1, { author: 'Somebody - Topic' })) }));
    expect(await resolve(track(videoId(1)))).to.deep.equal({
      kind: 'track',
      track: {
        source: 'youtube',
        id: videoId(1),
        title: 'Video 1',
        author: 'Somebody',
        url: `https://www.youtube.com/watch?v=${videoId(1)}`,
        durationMs: 185_000,
        artworkUrl: `https://i.ytimg.com/vi/${videoId(1)}/336.jpg`,
        gainDb: -9.5,
      },
    });
    expect(tested.tube.requests[0]?.body.context.client.clientName).to.equal('VISIONOS');
  });

  it('has no length while it is live', async () => {
    const live = playerAnswer(aVideo(1), { isLive: true, lengthSeconds: '0' });
    tested.tube.on('/player', () => ({ json: live }));
    expect(await resolve(track(videoId(1)))).to.have.nested.property('track.durationMs', null);
  });

  it('that nobody may play says why, without asking as another client', async () => {
    const soon = aRefusal('LIVE_STREAM_OFFLINE', 'This live event will begin in 2 hours.', { begins: '1800000000' });
    tested.tube.on('/player', () => ({ json: soon }));
    const failure = await rejected(resolve(track(videoId(1))), Error);
    expect(failure).to.be.instanceOf(UnplayableVideoError).and.include({ reason: 'not-started', retryable: false });
    expect(failure.message).to.include('It is planned for 2027-01-15 08:00 UTC.');
    expect(tested.tube.requests).to.have.length(1);
  });

  it('that one client is refused is asked for as the next', async () => {
    tested.tube.on('/player', () => ({ json: aRefusal('UNPLAYABLE', 'This video is made for kids.') }));
    tested.tube.on('/reel/reel_item_watch', () => ({ json: { playerResponse: playerAnswer(aVideo(1)) } }));
    expect(await resolve(track(videoId(1)))).to.have.nested.property('track.title', 'Video 1');
    const names = tested.tube.requests.map(({ body }) => body.context.client.clientName);
    expect(names).to.deep.equal(['VISIONOS', 'ANDROID']);
    expect(tested.tube.requests[1]?.body.playerRequest?.videoId).to.equal(videoId(1));
    // What was said of the video is told, not what befell the last client.
    tested.tube.on('/reel/reel_item_watch', () => ({ text: 'oops', status: 500 }));
    expect(await rejected(resolve(track(videoId(1))), Error)).to.have.property('reason', 'kids');
  });

  it('is asked for once more, as somebody else, when the page is to be reloaded', async () => {
    const answers = [aRefusal('UNPLAYABLE', 'The page needs to be reloaded.'), playerAnswer(aVideo(1))];
    tested.tube.on('/player', () => ({ json: answers.shift() }));
    tested.tube.on('/visitor_id', () => ({ json: { responseContext: { visitorData: 'new' } } }));
    expect(await resolve(track(videoId(1)))).to.have.property('kind', 'track');
    const visitors = tested.tube.requests
      .filter(({ path }) => path === '/player')
      .map(({ headers }) => headers['x-goog-visitor-id']);
    expect(visitors[1]).to.equal('new');
    expect(visitors[0]).to.not.equal('new');
  });

  it('is not asked for again when YouTube suspects a robot', async () => {
    const suspects = aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot');
    tested.tube.on('/player', () => ({ json: suspects }));
    expect(await rejected(resolve(track(videoId(1))), Error)).to.be.instanceOf(BotCheckError);
    expect(tested.tube.requests).to.have.length(1);
  });
});
