import { expect } from 'chai';
import fc from 'fast-check';
import { type Playability, readPlayability, readRefusal, type Unplayable } from '../../src/streams/playability.js';
import { UnplayableVideoError } from '../../src/streams/stream-errors.js';
import { aRefusal } from './player-answers.js';
import { recordedPlayers } from './recorded-players.js';

/** In short: the case, with a `!` where no other client would be told anything else. */
function brief(answer: unknown): string {
  const told = readPlayability(answer);
  return told.kind === 'unplayable' ? `${told.why}${told.final ? '!' : ''}` : told.kind;
}

describe('readPlayability', () => {
  const invented: readonly (readonly [says: string, expected: string, answer: object])[] = [
    ['OK', 'playable', { playabilityStatus: { status: 'OK' } }],
    [
      'a private video',
      'private!',
      aRefusal('LOGIN_REQUIRED', 'Private video', { subreason: 'Sign in if you’ve been granted access' }),
    ],
    [
      'messages alone',
      'private!',
      aRefusal('LOGIN_REQUIRED', '', { messages: ['This is a private video. Please sign in.'] }),
    ],
    [
      'a level of members',
      'members!',
      aRefusal('UNPLAYABLE', 'Join this channel to get access to members-only content like this video.'),
    ],
    ['Premium', 'premium!', aRefusal('UNPLAYABLE', 'This video is only available to Music Premium members')],
    ['a film for rent', 'paid!', aRefusal('UNPLAYABLE', 'This video requires payment to watch')],
    [
      'an age gate',
      'age',
      aRefusal('LOGIN_REQUIRED', 'Sign in to confirm your age', {
        subreason: 'This video may be inappropriate for some users.',
      }),
    ],
    ['an age gate of the old kind', 'age', aRefusal('AGE_CHECK_REQUIRED', 'Sorry.')],
    [
      'another country',
      'country!',
      aRefusal('UNPLAYABLE', 'Video unavailable', {
        subreason: 'The uploader has not made this video available in your country',
      }),
    ],
    [
      'a claim in one country',
      'country!',
      aRefusal('ERROR', 'Video unavailable', {
        subreason: 'This video contains content from X, who has blocked it in your country on copyright grounds',
      }),
    ],
    [
      'an upload that is being prepared',
      'processing!',
      aRefusal('UNPLAYABLE', 'We’re processing this video. Check back later.'),
    ],
    ['a video for children', 'kids', aRefusal('UNPLAYABLE', 'This app does not play videos that are made for kids')],
    ['its uploader’s removal', 'removed!', aRefusal('ERROR', 'This video has been removed by the uploader')],
    [
      'a closed account',
      'removed!',
      aRefusal('ERROR', 'Video unavailable', {
        subreason:
          'This video is no longer available because the YouTube account associated with this video has been terminated.',
      }),
    ],
    ['a premiere', 'not-started!', aRefusal('LIVE_STREAM_OFFLINE', 'Premieres in 3 hours')],
    [
      'a stream to come',
      'not-started!',
      aRefusal('LIVE_STREAM_OFFLINE', 'This live event will begin in a few moments.'),
    ],
    ['a stream that is over', 'ended!', aRefusal('UNPLAYABLE', 'This live stream recording is not available.')],
    [
      'the bot check',
      'bot-check',
      aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot', {
        subreason: 'This helps protect our community.',
      }),
    ],
    [
      'the bot check with a plain apostrophe',
      'bot-check',
      aRefusal('LOGIN_REQUIRED', "Sign in to confirm you're not a bot"),
    ],
    ['a reload', 'reload', aRefusal('UNPLAYABLE', 'The page needs to be reloaded.')],
    [
      'a client that is too old',
      'refused',
      aRefusal('UNPLAYABLE', 'The following content is not available on this app.', {
        subreason: 'Watch on the latest version of YouTube.',
      }),
    ],
    ['a trouble of YouTube’s own', 'refused', aRefusal('ERROR', 'Something went wrong. Try again later.')],
    ['a status alone', 'refused', aRefusal('ERROR', '')],
    ['a wish to sign in', 'sign-in', aRefusal('LOGIN_REQUIRED', 'Please sign in')],
    ['nothing but unavailable', 'unavailable', aRefusal('ERROR', 'Video unavailable')],
    ['no status at all', 'unknown-video', {}],
    ['an answer inside another', 'private!', { playerResponse: aRefusal('LOGIN_REQUIRED', 'This video is private') }],
  ];
  for (const [says, expected, answer] of invented) {
    it(`tells ${says} as ${expected}`, () => expect(brief(answer)).to.equal(expected));
  }

  it('tells when a stream is planned to begin', () => {
    const slate = (begins: unknown) => aRefusal('LIVE_STREAM_OFFLINE', 'This live event will begin soon.', { begins });
    expect(readPlayability(slate('1800000000'))).to.include({ why: 'not-started', startsAtMs: 1_800_000_000_000 });
    for (const odd of ['soon', '-5', '0', 9e99, null])
      expect(readPlayability(slate(odd)), String(odd)).to.not.have.property('startsAtMs');
    const said = new UnplayableVideoError('not-started', true, { startsAtMs: 1_800_000_000_000 });
    expect(said.message).to.equal('This stream or premiere has not begun yet. It is planned for 2027-01-15 08:00 UTC.');
  });

  it('keeps YouTube’s own words for the log', () => {
    const told = readPlayability(aRefusal('UNPLAYABLE', 'Video unavailable', { subreason: 'Not in your country' }));
    expect(told).to.include({ says: 'Video unavailable Not in your country' });
  });

  const RECORDED: Readonly<Record<string, string>> = {
    'yt-player-android-private': 'private!',
    'yt-player-android-premium': 'premium!',
    'yt-player-android-members': 'members!',
    'yt-player-android-geo': 'country!',
    'yt-player-android-nonexistent': 'unknown-video',
    'yt-player-web-age': 'age',
  };
  for (const { id, answer } of recordedPlayers()) {
    it(`reads the recorded ${id}`, () => expect(brief(answer)).to.equal(RECORDED[id] ?? 'playable'));
  }

  it('never throws, and always ends in a case, whatever the answer is', () => {
    const kinds: ReadonlySet<Playability['kind']> = new Set([
      'playable',
      'unplayable',
      'bot-check',
      'reload',
      'refused',
    ]);
    const texts = fc.oneof(fc.string({ maxLength: 3_000 }), fc.constantFrom('private', 'country', 'not a bot', 'OK'));
    const loose = fc.record(
      {
        status: fc.oneof(texts, fc.jsonValue()),
        reason: fc.oneof(texts, fc.jsonValue()),
        messages: fc.oneof(fc.array(texts), fc.jsonValue()),
        errorScreen: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const answers = fc.oneof(fc.jsonValue(), fc.anything(), fc.record({ playabilityStatus: loose }));
    fc.assert(
      fc.property(answers, (answer) => kinds.has(readPlayability(answer).kind)),
      { numRuns: 500 },
    );
  });
});

describe('readRefusal', () => {
  it('takes a text of any length in no time', () => {
    const startedAt = performance.now();
    for (const piece of ['members-only ', 'stream ', 'confirm you ', 'a'.repeat(100)])
      readRefusal(piece.repeat(20_000), piece.repeat(20_000));
    expect(performance.now() - startedAt).to.be.below(500);
  });
});

describe('UnplayableVideoError', () => {
  const cases: readonly Unplayable[] = [
    ...(['private', 'members', 'premium', 'paid', 'age', 'country', 'processing', 'kids', 'removed'] as const),
    ...(['not-started', 'ended', 'sign-in', 'unknown-video', 'unavailable'] as const),
  ];

  it('has words of its own for each case, in every language, and is not to be retried', () => {
    const errors = cases.map((reason) => new UnplayableVideoError(reason, true));
    for (const said of [
      errors.map(({ message }) => message),
      ...['de', 'fr'].map((tongue) =>
        errors.map(({ wording }) => (typeof wording === 'string' ? '' : (wording.texts?.[tongue] ?? ''))),
      ),
    ]) {
      expect(new Set(said).size).to.equal(cases.length);
      expect(said).to.not.include('');
    }
    expect(errors.every(({ retryable, source }) => !retryable && source === 'youtube')).to.equal(true);
  });
});
