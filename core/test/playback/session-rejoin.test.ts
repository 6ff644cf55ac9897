import { expect } from 'chai';
import { VoiceError } from '../../src/errors/voice-errors.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { phrase } from '../../src/texts/phrase.js';
import { aSession, ONE_TRACK, someTracks } from './a-session.js';

describe('Session, when its voice connection is lost', () => {
  it('keeps queue and position when the voice connection is lost, and goes on after a new join', async () => {
    const tracks = someTracks('one', 'two').map((track) => ({ ...track, durationMs: 2_000 }));
    const town = aSession(new FakeSource({ tracks }));
    town.session.join('lounge');
    town.add(...tracks);
    await town.settle();
    town.output.play(60);
    const error = new VoiceError('Discord closed the connection.', false);
    town.connector.of('guild').become({ status: 'destroyed', error });
    expect(town.upcoming()).to.deep.equal(['one', 'two']);
    town.session.join('lounge');
    await town.settle();
    expect(town.connector.connections).to.have.length(2);
    const load = town.output.commands.find(({ type }) => type === 'load');
    expect(load, 'where it last said it was').to.include({ mode: 'replace', positionMs: 1_000 });
    for (let frames = 0; frames < 2 * ONE_TRACK; frames += town.output.play(10)) await town.settle();
    expect(town.started()).to.deep.equal(['one', 'one', 'two']);
  });

  describe('when the connection ends and joining again may help', () => {
    const error = new VoiceError('The voice server failed.', true);

    async function lost(pause = false) {
      const tracks = someTracks('one', 'two').map((track) => ({ ...track, durationMs: 2_000 }));
      const town = aSession(new FakeSource({ tracks }));
      town.session.join('lounge');
      town.add(...tracks);
      await town.settle();
      town.output.play(60);
      if (pause) town.session.controls.pause();
      const lose = () => town.connector.of('guild').become({ status: 'destroyed', error });
      lose();
      return { ...town, lose, voice: () => town.session.snapshot.voice };
    }

    it('comes back by itself and goes on at the position', async () => {
      const { connector, clock, settle, upcoming, session, voice } = await lost();
      const plan = { seconds: 2, try: 1, most: 3 };
      const reason = phrase('over.rejoining', { reason: 'The voice server failed.', ...plan });
      expect(voice()).to.deep.equal({ status: 'rejoining', channelId: 'lounge', reason });
      expect(upcoming()).to.deep.equal(['one', 'two']);
      expect(session.record, 'also after a restart meanwhile').to.include({ channelId: 'lounge' });
      await clock.advance(1_999);
      expect(connector.connections).to.have.length(1);
      await clock.advance(1);
      await settle();
      expect(connector.connections).to.have.length(2);
      const load = connector.of('guild').output.commands.find(({ type }) => type === 'load');
      expect(load, 'where it last said it was').to.include({ mode: 'replace', positionMs: 1_000 });
    });

    it('says of what goes on that it does, until it begins anew', async () => {
      const { clock, settle, session, events, connector } = await lost();
      session.controls.setLoop('track');
      await clock.advance(2_000);
      for (let frames = 0; frames < 2 * ONE_TRACK; frames += connector.of('guild').output.play(10)) await settle();
      const starts = events.flatMap((event) => (event.type === 'started' ? event.entry.content : []));
      expect(starts.map(({ startMs, goesOn }) => [startMs, goesOn])).to.deep.equal([
        [0, undefined],
        [1_000, true],
        [0, undefined],
      ]);
    });

    it('begins what was not heard before', async () => {
      const { clock, settle, session, events, connector, lose } = await lost();
      await clock.advance(2_000);
      await settle();
      session.controls.skip();
      await settle();
      lose();
      await clock.advance(30_000);
      await settle();
      connector.of('guild').output.play(1);
      expect(events.at(-1)).to.include({ type: 'started' }).and.have.nested.property('entry.content.track.id', 'two');
      expect(events.at(-1)).to.not.have.nested.property('entry.content.goesOn');
    });

    it('comes back to the channel where it was last', async () => {
      const { connector, clock, session } = await lost();
      await clock.advance(2_000);
      connector.of('guild').become({ status: 'ready', channelId: 'attic', encryption: 'none' });
      connector.of('guild').become({ status: 'destroyed', error });
      expect(session.snapshot.voice).to.include({ status: 'rejoining', channelId: 'attic' });
    });

    it('waits longer each time, and after the last try says so and keeps the queue', async () => {
      const { clock, lose, connector, upcoming, events, voice, session, ledger, settle } = await lost();
      for (const [index, pauseMs] of [2_000, 10_000, 30_000].entries()) {
        await clock.advance(pauseMs - 1);
        expect(connector.connections).to.have.length(index + 1);
        await clock.advance(1);
        expect(connector.connections).to.have.length(index + 2);
        lose();
      }
      expect(voice()).to.equal(null);
      expect(clock.pendingTimers).to.equal(0);
      expect(ledger.figures('voice-connection').open).to.equal(0);
      expect(upcoming()).to.deep.equal(['one', 'two']);
      const said = events.findLast((event) => event.type === 'voice');
      expect(said).to.have.nested.property('state.error.message', `${error.message} I tried 3 times to come back.`);
      session.join('lounge');
      await settle();
      expect(session.snapshot.playing?.entry.content.track.id).to.equal('one');
    });

    it('counts the tries anew once a connection was ready for a minute', async () => {
      const { clock, lose, voice } = await lost();
      await clock.advance(2_000);
      lose();
      await clock.advance(10_000);
      await clock.advance(60_000);
      lose();
      expect(voice()).to.have.nested.property('reason.english').that.includes('try 1 of 3');
    });

    it('does not count the time in which a connection mends itself', async () => {
      const { clock, lose, voice, connector } = await lost();
      await clock.advance(2_000);
      connector.of('guild').become({ status: 'reconnecting', channelId: 'lounge', reason: 'It broke.' });
      await clock.advance(60_000);
      lose();
      expect(voice()).to.have.nested.property('reason.english').that.includes('try 2 of 3');
    });

    it('goes where a listener asks it to go meanwhile, and nowhere else after that', async () => {
      const { clock, session, connector, voice } = await lost();
      session.join('attic');
      expect(connector.connections).to.have.length(2);
      await clock.advance(60_000);
      expect(connector.connections).to.have.length(2);
      expect(voice()).to.include({ status: 'ready', channelId: 'attic' });
    });

    it('does not come back after it was told to leave, or to stop', async () => {
      for (const order of ['leave', 'stop'] as const) {
        const { clock, session, connector, voice } = await lost();
        session.controls[order]();
        expect(voice()).to.equal(null);
        await clock.advance(60_000);
        expect(connector.connections).to.have.length(1);
      }
    });

    it('comes back for nothing only if it is to stay', async () => {
      for (const stay of [true, false]) {
        const { session, connector, clock } = aSession();
        session.join('lounge');
        session.controls.setStay(stay);
        connector.of('guild').become({ status: 'destroyed', error });
        await clock.advance(2_000);
        expect(connector.connections).to.have.length(stay ? 2 : 1);
      }
    });

    it('plays if a listener resumes it on the way back', async () => {
      const { clock, session, settle } = await lost(true);
      session.controls.resume();
      await clock.advance(2_000);
      await settle();
      expect(session.snapshot.playing).to.deep.include({ paused: false });
    });

    it('is still paused if a listener had paused it', async () => {
      const { clock, session, settle } = await lost(true);
      await clock.advance(2_000);
      await settle();
      expect(session.snapshot.playing).to.deep.include({ paused: true });
    });

    it('keeps its place among the connections meanwhile', async () => {
      const { ledger } = await lost();
      expect(ledger.figures('voice-connection').open).to.equal(1);
    });

    it('tries once more when the connection cannot even be begun', async () => {
      const { clock, connector, voice } = await lost();
      const { connect } = connector;
      connector.connect = () => {
        throw error;
      };
      await clock.advance(2_000);
      expect(voice()).to.include({ status: 'rejoining' });
      connector.connect = connect;
      await clock.advance(10_000);
      expect(voice()).to.include({ status: 'ready' });
    });
  });
});
