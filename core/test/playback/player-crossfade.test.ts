import { expect } from 'chai';
import { TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { FakeAudioOutput } from '../../src/testing/fake-voice.js';
import { numbered, playing } from './a-player.js';

describe('Player, asked for a crossfade', () => {
  const together = (output: FakeAudioOutput) => output.heard.filter(({ frame }) => frame[4] === 255).length;

  it('begins the next track while the current one ends, for as long as asked, and tells that one has ended then', async () => {
    const { play, heard, events, session, output, source } = await playing(30, 'one', 'two', 'three');
    session.controls.setSound({ crossfadeMs: 4_000 });
    await play(25);
    expect(heard()).to.deep.equal(numbered(1_250));
    await play(3);
    const told = events.flatMap((event) =>
      event.type === 'started' || event.type === 'ended' ? `${event.entry.content.track.id} ${event.type}` : [],
    );
    expect(told).to.deep.equal(['one started', 'one ended', 'two started']);
    expect(session.snapshot.playing).to.include({ positionMs: 2_000, buffering: false });
    await play(60);
    expect(heard()).to.deep.equal([...numbered(1_300), ...numbered(1_300), ...numbered(1_500)]);
    expect(together(output)).to.equal(400);
    expect(source.openStreams).to.equal(0);
  });

  it('has none at a skip, with what is too short, or where the end of the other cannot be opened', async () => {
    const { play, ready, heard, session, output, source } = await playing(30, 'one', 'two', 'three');
    session.controls.setSound({ crossfadeMs: 4_000 });
    await play(20);
    session.controls.skip();
    await ready();
    source.openTroubles.push({ until: Promise.resolve() }, { error: new TrackUnavailableError('fake', 'Gone.') });
    await play(62);
    expect(heard()).to.deep.equal([...numbered(1_000), ...numbered(1_500), ...numbered(1_500)]);
    expect(together(output)).to.equal(0);
    const short = await playing(6, 'one', 'two');
    short.session.controls.setSound({ crossfadeMs: 4_000 });
    await short.play(14);
    expect(short.heard()).to.deep.equal([...numbered(300), ...numbered(300)]);
  });

  it('goes on with the next track from its start when the current one dies, is sought in or changed meanwhile', async () => {
    const { play, ready, die, heard, started, session, source } = await playing(30, 'one', 'two');
    session.controls.setSound({ crossfadeMs: 4_000 });
    await play(12);
    session.controls.setSound({ volumePercent: 50 });
    await ready();
    await play(2);
    session.controls.seek(10_000);
    await ready();
    await play(12);
    die();
    await play(60);
    expect(started()).to.deep.equal(['one', 'two']);
    expect(heard().slice(-1_500), 'all of it').to.deep.equal(numbered(1_500));
    expect(source.openStreams).to.equal(0);
  });

  it('begins it on the frame, also where the next track opens in the last second before', async () => {
    const { play, ready, heard, session, output, source } = await playing(30, 'one', 'two');
    session.controls.setSound({ crossfadeMs: 4_000 });
    const opens = Promise.withResolvers<void>();
    source.openTroubles.push({ until: opens.promise });
    await play(25.6);
    opens.resolve();
    await ready();
    await play(40);
    expect(heard()).to.deep.equal([...numbered(1_300), ...numbered(1_500)]);
    expect(together(output)).to.equal(200);
  });

  it('has none where the next track opens too late for it: all of that is heard, and nothing twice', async () => {
    for (const opensAtSeconds of [26.4, 28, 32]) {
      const { play, ready, heard, session, output, source } = await playing(30, 'one', 'two');
      session.controls.setSound({ crossfadeMs: 4_000 });
      const opens = Promise.withResolvers<void>();
      source.openTroubles.push({ until: opens.promise });
      await play(opensAtSeconds);
      opens.resolve();
      await ready();
      await play(40);
      expect(heard()).to.deep.equal([...numbered(1_500), ...numbered(1_500)]);
      expect(together(output)).to.equal(0);
      expect(source.openStreams).to.equal(0);
    }
  });

  it('has none after a seek beyond where it would begin', async () => {
    const { play, ready, heard, session, output } = await playing(30, 'one', 'two');
    session.controls.setSound({ crossfadeMs: 4_000 });
    await play(1);
    session.controls.seek(28_000);
    await ready();
    await play(40);
    expect(heard().slice(50)).to.deep.equal([...numbered(1_500).slice(1_400), ...numbered(1_500)]);
    expect(together(output)).to.equal(0);
  });
});
