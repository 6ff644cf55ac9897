import { gzipSync } from 'node:zlib';
import { CancelledError, SourceUnavailableError, SystemClock, TrackUnavailableError } from '@tonearm/core';
import { FakeClock, RecordingLogger } from '@tonearm/core/testing';
import { expect } from 'chai';
import type { InnerTubeClient } from '../../src/metadata/innertube-client.js';
import { MetadataThread } from '../../src/metadata/metadata-thread.js';
import { aTube, type Tube } from '../a-tube.js';

const VIDEO = 'dQw4w9WgXcQ';
const CLIENT: InnerTubeClient = {
  name: 'VISIONOS',
  version: '1.02',
  number: 101,
  userAgent: 'A headset',
  about: { deviceModel: 'RealityDevice17,1' },
  host: 'youtubei.googleapis.com',
};

const OPTIONS = { language: 'en', country: 'US' };
/** A thread that dies or hangs when it is told to. */
const MORTAL = new URL('./mortal-worker.js', import.meta.url);

describe('MetadataThread', () => {
  let tube: Tube;
  let thread: MetadataThread;
  let logger: RecordingLogger;
  let clock: FakeClock;
  const signal = new AbortController().signal;

  // One for all that do not end it: starting one takes a second.
  before(async () => {
    tube = await aTube();
    logger = new RecordingLogger();
    clock = new FakeClock();
    const identity = { cookies: 'SAPISID=abc; SID=def', visitorData: 'Cgtvd25lcidzIGlk' };
    thread = new MetadataThread(
      { language: 'de', country: 'CH', endpoint: tube.endpoint, ...identity },
      { clock, logger },
    );
  });
  beforeEach(() => {
    tube.requests.length = 0;
    logger.lines.length = 0;
  });
  after(async () => {
    await thread.close();
    await tube.close();
  });

  it('asks as the client it is given, and gives the answer as it came', async () => {
    const answer = { playabilityStatus: { status: 'OK' }, odd: [1, null, { deep: 'x' }] };
    tube.on('/player', () => ({ json: answer }));
    const got = await thread.player(
      { videoId: VIDEO, client: CLIENT, visitorData: 'somebody', poToken: 'proof', body: { extra: 1 } },
      signal,
    );
    expect(got).to.deep.equal(answer);
    const [asked] = tube.requests;
    expect(asked?.body).to.deep.include({ videoId: VIDEO, extra: 1, contentCheckOk: true });
    expect(asked?.body.serviceIntegrityDimensions).to.deep.equal({ poToken: 'proof' });
    expect(asked?.body.context.client).to.deep.equal({
      hl: 'en',
      gl: 'CH',
      deviceModel: 'RealityDevice17,1',
      userAgent: 'A headset',
      clientName: 'VISIONOS',
      clientVersion: '1.02',
      visitorData: 'somebody',
    });
    expect(asked?.headers).to.include({
      'x-goog-visitor-id': 'somebody',
      'x-youtube-client-name': '101',
      'x-youtube-client-version': '1.02',
      'user-agent': 'A headset',
    });
  });

  it('asks with the identity of the operator where none is given', async () => {
    tube.on('/player', () => ({ json: {} }));
    await thread.player({ videoId: VIDEO, client: CLIENT }, signal);
    expect(tube.requests[0]?.body.context.client.visitorData).to.equal('Cgtvd25lcidzIGlk');
  });

  it('sends cookies only as a client that is signed in with them', async () => {
    tube.on('/player', () => ({ json: {} }));
    await thread.player({ videoId: VIDEO, client: CLIENT }, signal);
    await thread.player({ videoId: VIDEO, client: { name: 'WEB', version: '2', signedIn: true } }, signal);
    expect(tube.requests[0]?.headers).to.not.have.any.keys('cookie', 'authorization');
    expect(tube.requests[1]?.headers.cookie).to.equal('SAPISID=abc; SID=def');
    expect(tube.requests[1]?.headers.authorization).to.match(/^SAPISIDHASH \d+_[0-9a-f]{40}$/);
  });

  it('hands out a new visitor identity, asked for as nobody', async () => {
    tube.on('/visitor_id', () => ({ json: { responseContext: { visitorData: 'somebody new' } } }));
    expect(await thread.freshVisitor(signal)).to.equal('somebody new');
    expect(tube.requests[0]?.body.context.client).to.not.have.property('visitorData');
    tube.on('/visitor_id', () => ({ json: { responseContext: {} } }));
    expect(await failureOf(thread.freshVisitor(signal))).to.be.instanceOf(SourceUnavailableError);
  });

  it('gives up at once when nobody waits, and lets go of the connection', async () => {
    tube.on('/player', () => 'hang');
    const controller = new AbortController();
    const call = failureOf(thread.player({ videoId: VIDEO, client: CLIENT }, controller.signal));
    await until(() => tube.requests.length === 1);
    const reason = new Error('Nobody waits.');
    controller.abort(reason);
    expect(await call).to.equal(reason);
    await tube.requests[0]?.gone;
    // Dropped by the thread in time: it is not taken for stuck.
    await thread.freshVisitor(signal).catch(() => {});
    expect(clock.pendingTimers).to.equal(0);
    const late = AbortSignal.abort(reason);
    expect(await failureOf(thread.freshVisitor(late))).to.equal(reason);
  });

  it('tells failures apart, and which of them may pass', async () => {
    const ask = async (answer: Parameters<Tube['on']>[1]) => {
      tube.on('/player', answer);
      return failureOf(thread.player({ videoId: VIDEO, client: CLIENT }, signal));
    };
    const busy = await ask(() => ({ text: 'slow down', status: 429, headers: { 'retry-after': '7' } }));
    expect(busy).to.be.instanceOf(SourceUnavailableError).and.deep.include({ retryAfterMs: 7_000, retryable: true });
    const broken = await ask(() => ({ text: 'oops', status: 500 }));
    expect(broken).to.be.instanceOf(SourceUnavailableError).and.have.property('retryAfterMs', null);
    expect(await ask(() => ({ text: '<html>' }))).to.be.instanceOf(SourceUnavailableError);
    expect(await ask(() => 'reset')).to.be.instanceOf(SourceUnavailableError);
    const gone = await ask(() => ({ text: 'nothing here', status: 404 }));
    expect(gone).to.be.instanceOf(TrackUnavailableError).and.have.property('retryable', false);
    expect(gone).to.have.nested.property('cause.message').that.contains('404');
  });

  it('follows nobody who leads elsewhere', async () => {
    const led = async (location: string) => {
      tube.on('/player', () => ({ text: '', status: 302, headers: { location } }));
      return failureOf(thread.player({ videoId: VIDEO, client: CLIENT }, signal));
    };
    tube.on('/elsewhere', () => ({ json: { secret: 'of an inner network' } }));
    const failure = await led(`${tube.endpoint}/elsewhere`);
    expect(failure).to.be.instanceOf(SourceUnavailableError).and.have.property('message').that.includes('302');
    const sorry = await led('https://www.google.com/sorry/index?continue=https://www.youtube.com/');
    expect(sorry).to.be.instanceOf(SourceUnavailableError).and.have.property('message').that.includes('too often');
    expect(tube.requests.map(({ path }) => path)).to.deep.equal(['/player', '/player']);
  });

  it('reads no answer without an end', async () => {
    const text = gzipSync(Buffer.alloc(8 * 1024 * 1024, ' '));
    tube.on('/player', () => ({ text, headers: { 'content-encoding': 'gzip' } }));
    const failure = await failureOf(thread.player({ videoId: VIDEO, client: CLIENT }, signal));
    expect(failure).to.be.instanceOf(SourceUnavailableError);
    expect(failure)
      .to.have.nested.property('cause.message')
      .that.matches(/more than \d+ bytes/);
  });

  it('may start before it is asked', async () => {
    const mortal = new MetadataThread({ ...OPTIONS, visitorData: 'loud' }, { clock, logger, script: MORTAL });
    mortal.warmUp();
    await until(() => logger.lines.some(({ message }) => message === 'started'));
    await mortal.close();
    mortal.warmUp();
    expect(logger.lines).to.have.length(1);
  });

  it('starts anew when the thread has died, and says so', async () => {
    const mortal = new MetadataThread(OPTIONS, { clock, logger, script: MORTAL });
    const [first, other] = [mortal.suggest('wait', signal), mortal.suggest('die', signal)].map(failureOf);
    expect(await first)
      .to.be.instanceOf(SourceUnavailableError)
      .and.have.property('retryable', true);
    expect(await other).to.equal(await first);
    expect(await mortal.suggest('hello', signal)).to.deep.equal(['hello']);
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['warn']);
    await mortal.close();
  });

  it('starts anew when the thread is stuck in an answer that nobody waits for', async () => {
    const mortal = new MetadataThread(OPTIONS, { clock, logger, script: MORTAL });
    const controller = new AbortController();
    const stuck = failureOf(mortal.suggest('hang', controller.signal));
    const behind = failureOf(mortal.suggest('hello', signal));
    controller.abort(new Error('Nobody waits.'));
    expect(await stuck).to.have.property('message', 'Nobody waits.');
    await clock.advance(4_999);
    expect(logger.lines).to.deep.equal([]);
    await clock.advance(1);
    expect(await behind).to.be.instanceOf(SourceUnavailableError);
    expect(await mortal.suggest('hello', signal)).to.deep.equal(['hello']);
    expect(clock.pendingTimers).to.equal(0);
    await mortal.close();
  });

  it('ends with who made it: calls are refused, and those that wait are told', async () => {
    const mortal = new MetadataThread(OPTIONS, { clock, logger, script: MORTAL });
    const call = failureOf(mortal.suggest('wait', signal));
    await mortal.close();
    expect(await call).to.be.instanceOf(CancelledError);
    expect(await failureOf(mortal.suggest('hello', signal))).to.be.instanceOf(CancelledError);
    // Closing is no death.
    expect(logger.lines).to.deep.equal([]);
  });
});

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return expect.fail(`answered ${JSON.stringify(await call)}`);
  } catch (error) {
    return error;
  }
}

async function until(done: () => boolean): Promise<void> {
  const clock = new SystemClock();
  while (!done()) await clock.sleep(2);
}
