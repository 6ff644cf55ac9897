import { englishOf, SourceUnavailableError, speechIn } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { UnplayableVideoError } from '../../src/streams/stream-errors.js';
import { rejected } from '../rejected.js';
import {
  aClient,
  aTubeOfAFile,
  FILE,
  FILE_TYPE,
  heard,
  sound,
  type TubeOfSound,
  type TubeOptions,
} from './a-tube-of-sound.js';
import { anAnswer, aRefusal } from './player-answers.js';

describe('YouTubeStreams tries its clients in order', () => {
  let tube: TubeOfSound;
  const start = async (options?: TubeOptions) => {
    tube = await aTubeOfAFile(options);
  };
  afterEach(() => tube.close());

  it('as somebody else first, when an address is refused', async () => {
    await start();
    tube.media.failNext('/one', { kind: 'status', status: 403 });
    (await tube.open()).readable.destroy();
    expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2']);
  });

  it('the next one, when an address stays refused, is no sound, or is busy', async () => {
    for (const fault of [
      { kind: 'status', status: 403 },
      { kind: 'status', status: 503 },
      { kind: 'status', status: 429, retryAfterSeconds: 30 },
      { kind: 'other-content', type: 'text/html', body: `<html>${' '.repeat(200)}</html>` },
      { kind: 'reset' },
    ] as const) {
      await start();
      tube.media.failAlways('/one', fault);
      const stream = await tube.open();
      expect((await heard(stream.readable)).bytes.equals(FILE)).to.equal(true);
      expect(tube.asked.at(-1)).to.match(/^TWO/);
      expect(tube.streams.reports()[0]?.failures).to.not.be.empty;
      await tube.close();
    }
    await start();
  });

  describe('but before the next one, another sound of the same, when the best is of no use', () => {
    const offered = [249, 251, 18, 139, 250, 140];
    const refuseAllBut = (...good: readonly number[]) => {
      tube.tell('ONE', (question) => anAnswer(offered.map((itag) => sound(question, { path: `${itag}`, itag }))));
      for (const itag of offered) tube.media.serve(`/${itag}`, { body: FILE, type: FILE_TYPE });
      for (const itag of offered.filter((each) => !good.includes(each)))
        tube.media.failAlways(`/${itag}`, { kind: 'status', status: itag === 250 ? 404 : 403 });
    };
    const tried = () => tube.media.requests.map(({ path }) => path);

    it('which is the best of those that pass through', async () => {
      await start();
      refuseAllBut(250, 140);
      const stream = await tube.open();
      expect((await heard(stream.readable)).bytes.equals(FILE)).to.equal(true);
      expect(tried().slice(0, 3)).to.deep.equal(['/251', '/251', '/250']);
      expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2']);
    });

    it('also at a position', async () => {
      await start();
      refuseAllBut(250);
      const stream = await tube.open({ positionMs: 62_000 });
      expect(stream.positionMs).to.equal(60_000);
      stream.readable.destroy();
    });

    it('or else one that has to be decoded; but not each of a kind, and the reasons are kept', async () => {
      await start();
      refuseAllBut();
      (await tube.open()).readable.destroy();
      expect(tried()).to.deep.equal(['/251', '/251', '/250', '/140', '/18', '/two']);
      const [one] = tube.streams.reports();
      expect(one?.failures.map(({ what }) => what)).to.deep.equal([
        'YouTube does not let us listen (HTTP 403).',
        '18: YouTube does not let us listen (HTTP 403).',
        '140: YouTube does not let us listen (HTTP 403).',
        '250: YouTube does not let us listen (HTTP 404).',
        'YouTube does not let us listen (HTTP 403).',
      ]);
    });

    it('but not where it is the server that has no time', async () => {
      for (const [busy, asked] of [
        [251, ['/251', '/two']],
        [250, ['/251', '/251', '/250', '/two']],
      ] as const) {
        await start();
        refuseAllBut();
        tube.media.failAlways(`/${busy}`, { kind: 'status', status: 429, retryAfterSeconds: 30 });
        (await tube.open()).readable.destroy();
        expect(tried()).to.deep.equal(asked);
        await tube.close();
      }
      await start();
    });
  });

  it('once more, when the page needs to be reloaded, and then the next', async () => {
    await start();
    tube.tell('ONE', () => aRefusal('UNPLAYABLE', 'The page needs to be reloaded.'));
    (await tube.open()).readable.destroy();
    expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2', 'TWO visitor-2']);
  });

  it('the next one, when sounds have no address, or the video is only not for this client', async () => {
    await start();
    tube.tell('ONE', () => anAnswer([{ itag: 251, signatureCipher: 's=1' }]));
    (await tube.open()).readable.destroy();
    tube.tell('ONE', () => aRefusal('UNPLAYABLE', 'This video is made for kids and not for this app'));
    (await tube.open()).readable.destroy();
    expect(tube.asked.filter((asked) => asked.startsWith('TWO'))).to.have.length(2);
    expect(tube.streams.reports()[0]?.failures[1]?.what).to.include('1 sounds without a direct address');
  });

  it('none but the first, when the video is not to be had by anyone', async () => {
    await start();
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'This video is private'));
    const error = await rejected(tube.open(), UnplayableVideoError);
    expect(error).to.include({ reason: 'private', retryable: false });
    expect(tube.asked).to.have.length(1);
    expect(tube.streams.reports()[0]).to.include({ status: 'closed' });
  });

  it('none but the first, when a stream has not begun, and tells when it will', async () => {
    await start();
    tube.tell('ONE', () => aRefusal('LIVE_STREAM_OFFLINE', 'Premieres in 3 hours', { begins: '1800000000' }));
    const error = await rejected(tube.open(), UnplayableVideoError);
    expect(error).to.include({ reason: 'not-started', startsAtMs: 1_800_000_000_000 });
    expect(tube.asked).to.have.length(1);
  });

  it('and says why, when none of them gives sound', async () => {
    await start();
    tube.tell('ONE', () => anAnswer([{ itag: 251, signatureCipher: 's=1' }]));
    tube.media.failAlways('/two', { kind: 'status', status: 429, retryAfterSeconds: 30 });
    const error = await rejected(tube.open(), SourceUnavailableError);
    expect(error.message).to.match(/ONE: 1 sounds without a direct address.*; TWO: YouTube says that we ask too often/);
    expect(error).to.include({ retryable: true, retryAfterMs: 30_000 });
  });

  it('but says what YouTube says of the video, when one was told', async () => {
    await start();
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm your age'));
    tube.tell('TWO', () => new SourceUnavailableError('youtube', 'Out of order'));
    expect(await rejected(tube.open(), UnplayableVideoError)).to.include({ reason: 'age' });
  });

  it('but not one that keeps failing', async () => {
    await start({ clock: new FakeClock() });
    tube.tell('ONE', () => aRefusal('ERROR', 'Something went wrong.'));
    for (let time = 0; time < 4; time++) (await tube.open()).readable.destroy();
    expect(tube.asked.filter((asked) => asked.startsWith('ONE'))).to.have.length(3);
    const [one, two] = tube.streams.reports();
    expect(one).to.include({ client: 'ONE', status: 'open' });
    expect(one?.failures).to.have.length(3);
    const [circuit] = tube.streams.circuits();
    expect(circuit).to.include({ source: 'youtube: ONE', status: 'open' });
    expect(englishOf(circuit?.reason ?? '')).to.equal('ONE: Something went wrong.');
    expect(two).to.deep.equal({ client: 'TWO', status: 'closed', nextTryAtMs: null, failures: [] });
  });

  it('says in the listener’s language why no client has the sound', async () => {
    await start({ clock: new FakeClock() });
    tube.tell('ONE', () => ({ playabilityStatus: { status: 'OK' } }));
    tube.tell('TWO', () => aRefusal('ERROR', 'Something went wrong.'));
    const { wording } = await rejected(tube.open(), SourceUnavailableError);
    const said = (language: 'en' | 'de' | 'fr') => speechIn(language).phrase(wording);
    expect(said('en')).to.include('(ONE: no sound in the answer.; TWO: Something went wrong.');
    expect(said('de')).to.include('(ONE: kein Ton in der Antwort.; TWO: Something went wrong.');
    expect(said('fr')).to.match(/\(ONE\s: pas de son dans la réponse\.\s; TWO\s: Something went wrong\./);
    for (let time = 0; time < 2; time += 1) await rejected(tube.open(), SourceUnavailableError);
    const [circuit] = tube.streams.circuits();
    expect(speechIn('de').phrase(circuit?.reason ?? '')).to.equal('ONE: kein Ton in der Antwort.');
    expect(speechIn('fr').phrase((await rejected(tube.open(), SourceUnavailableError)).wording)).to.match(
      /\(ONE\s: a échoué trop souvent/,
    );
  });

  it('leaves clients out that need a token, unless there is a provider', async () => {
    const clients = [aClient('ONE', { needsPoToken: true }), aClient('TWO')];
    await start({ clients });
    expect(tube.streams.reports().map(({ client }) => client)).to.deep.equal(['TWO']);
    await tube.close();
    await start({ clients, poToken: async () => 'token' });
    expect(tube.streams.reports()).to.have.length(2);
  });

  it('takes only the formats that a client is worth asking for', async () => {
    await start({ clients: [aClient('ONE', { itags: [18] })] });
    const error = await rejected(tube.open(), SourceUnavailableError);
    expect(error.message).to.include('ONE: no sound');
  });
});
