import { SourceUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { FIRST_ID, SECOND_ID, SoundCloudStandIn } from './a-soundcloud.js';

const LINK = 'https://soundcloud.com/harbour-lights/slow-tide';

describe('the client id', () => {
  let cloud: SoundCloudStandIn;
  const begin = async (clientId?: string) => {
    cloud = await SoundCloudStandIn.listen(clientId === undefined ? {} : { clientId });
    cloud.add();
  };
  beforeEach(() => begin());
  afterEach(() => cloud.close());

  const pages = () => cloud.asked().filter((one) => one === 'soundcloud.com/').length;
  const failure = () => cloud.track(LINK).catch((error: unknown) => error);
  const idsAsked = () => cloud.standIn.requests.flatMap(({ query }) => query.get('client_id') ?? []);

  it('is found in the home page, once', async () => {
    await cloud.track(LINK);
    await cloud.resolve({ kind: 'search', text: 'tide' });
    expect(pages()).to.equal(1);
    expect(new Set(idsAsked())).to.deep.equal(new Set([FIRST_ID]));
  });

  it('is found in the last script that has one, when the page has none, and is no other id', async () => {
    cloud.clientIdIn = 'script';
    await cloud.track(LINK);
    expect(cloud.asked('sndcdn')).to.deep.equal(['a-v2.sndcdn.com/assets/3-abc.js']);
    expect(new Set(idsAsked())).to.deep.equal(new Set([FIRST_ID]));
  });

  it('is looked for once by all who need it at the same time, and renewed once when it is refused', async () => {
    const all = () =>
      Promise.all(Array.from({ length: 8 }, (_, at) => cloud.resolve({ kind: 'search', text: `tide ${at}` })));
    await all();
    expect(pages()).to.equal(1);
    cloud.clientId = SECOND_ID;
    await all();
    expect(pages()).to.equal(2);
    expect(idsAsked().filter((id) => id === SECOND_ID)).to.have.length(8);
  });

  it('is not looked for again by one who hears late that it was refused', async () => {
    await cloud.resolve({ kind: 'search', text: 'tide' });
    cloud.clientId = SECOND_ID;
    cloud.standIn.failNext('/resolve', { kind: 'slow-start', delayMs: 100 });
    const late = cloud.track(LINK);
    await cloud.resolve({ kind: 'search', text: 'ebb' });
    await late;
    expect(pages()).to.equal(2);
  });

  it('of the operator is used until it is refused', async () => {
    await cloud.close();
    await begin(FIRST_ID);
    await cloud.track(LINK);
    expect(pages()).to.equal(0);
    cloud.clientId = SECOND_ID;
    await cloud.resolve({ kind: 'search', text: 'tide' });
    expect(pages()).to.equal(1);
  });

  it('that is refused anew does not make us ask the site again and again', async () => {
    await cloud.track(LINK);
    cloud.standIn.failAlways('/search/tracks', { kind: 'status', status: 401 });
    for (let time = 0; time < 4; time++) {
      const error = await cloud.resolve({ kind: 'search', text: `${time}` }).catch((failed: unknown) => failed);
      expect(error).to.be.instanceOf(SourceUnavailableError);
    }
    expect(pages()).to.equal(2);
  });

  it('that is nowhere is said to be missing', async () => {
    cloud.clientIdIn = 'nowhere';
    expect(await failure())
      .to.be.instanceOf(SourceUnavailableError)
      .with.property('message')
      .that.contains('how to ask it');
  });

  it('is not looked for any more when nobody waits, and goes on for the others when one leaves', async () => {
    cloud.standIn.failNext('soundcloud.com/', { kind: 'hang' });
    const leaving = new AbortController();
    const [first, second] = [new AbortController(), new AbortController()].map(({ signal }) => signal);
    const failures = [leaving.signal, leaving.signal].map((signal) =>
      cloud.resolve({ kind: 'search', text: 'tide' }, { signal }).catch((error: unknown) => error),
    );
    while (cloud.standIn.unfinished === 0) await new Promise((done) => setImmediate(done));
    leaving.abort(new Error('enough'));
    expect((await Promise.all(failures)).map(String)).to.deep.equal(['Error: enough', 'Error: enough']);
    await cloud.standIn.whenQuiet();

    cloud.standIn.failNext('soundcloud.com/', { kind: 'slow-start', delayMs: 30 });
    const left = new AbortController();
    const gone = cloud
      .resolve({ kind: 'search', text: 'tide' }, { signal: left.signal })
      .catch((error: unknown) => error);
    const stays = [first, second].map((signal) =>
      cloud.resolve({ kind: 'search', text: 'tide' }, signal ? { signal } : {}),
    );
    left.abort(new Error('enough'));
    expect(String(await gone)).to.equal('Error: enough');
    await Promise.all(stays);
    expect(pages()).to.equal(2);
  });
});
