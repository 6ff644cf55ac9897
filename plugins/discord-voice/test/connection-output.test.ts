import { expect } from 'chai';
import { EventLog, feed } from './feed.js';
import { numbers, numbersOf, somePackets, TestVoice, type TestVoiceOptions } from './test-voice.js';

for (const workers of [0, 1]) {
  describe(`A voice connector with ${workers} workers`, () => {
    let voice: TestVoice;
    const start = async (options: Omit<TestVoiceOptions, 'workers'>) => {
      voice = await TestVoice.start({ ...options, workers });
    };

    afterEach(() => voice.close());

    describe('its output', () => {
      it('sends silence and stops on pause, and goes on where it was', async () => {
        await start({ dave: false });
        const { output } = voice.connect();
        feed(output, 1, somePackets(60));
        await voice.listener.waitForFrames(20);
        output.send({ type: 'pause' });
        await voice.listener.waitForEnd();
        const before = voice.listener.frames.length;
        expect(before).to.be.lessThan(60);
        expect(voice.listener.counts.silence).to.equal(5);
        output.send({ type: 'resume' });
        await voice.listener.waitForFrames(60);
        expect(numbersOf(voice.listener.frames)).to.deep.equal(numbers(0, 60));
      });

      it('joins generations without a missing slot', async () => {
        await start({ dave: false });
        const { output } = voice.connect();
        const log = new EventLog(output);
        feed(output, 1, somePackets(40));
        feed(output, 2, somePackets(40, 40), { mode: 'append', positionMs: 5_000 });
        await voice.listener.waitForEnd();
        const { frames } = voice.listener;
        expect(numbersOf(frames)).to.deep.equal(numbers(0, 80));
        const first = frames[0]?.timestamp ?? 0;
        const raster = frames.map(({ timestamp }) => ((timestamp - first) >>> 0) / 960);
        expect(raster).to.deep.equal(numbers(0, 80));
        const told = log.events.filter(({ type }) => type === 'started' || type === 'ended');
        expect(told).to.deep.equal([
          { type: 'started', generation: 1 },
          { type: 'ended', generation: 1, positionMs: 800 },
          { type: 'started', generation: 2 },
          { type: 'ended', generation: 2, positionMs: 5_800 },
        ]);
      });

      it('says that it starves and goes on when frames come', async () => {
        await start({ dave: false });
        const { output } = voice.connect();
        const log = new EventLog(output);
        feed(output, 1, somePackets(20), { end: false });
        await log.first('starved');
        await voice.listener.waitForEnd();
        output.send({ type: 'frames', generation: 1, frames: somePackets(20, 20) });
        output.send({ type: 'end', generation: 1 });
        await log.first('ended');
        await voice.listener.waitForFrames(40);
        expect(numbersOf(voice.listener.frames)).to.deep.equal(numbers(0, 40));
        expect(log.events.map(({ type }) => type)).to.include('resumed');
      });

      it('plays at once what replaces, and nothing more of what was', async () => {
        await start({ dave: false });
        const { output } = voice.connect();
        feed(output, 1, somePackets(200));
        await voice.listener.waitForFrames(10);
        feed(output, 2, somePackets(20, 1_000));
        await voice.listener.waitForEnd();
        const heard = numbersOf(voice.listener.frames);
        expect(heard.slice(-20)).to.deep.equal(numbers(1_000, 1_020));
        expect(heard.length).to.be.lessThan(100);
      });

      it('drops everything on stop', async () => {
        await start({ dave: false });
        const { output } = voice.connect();
        const log = new EventLog(output);
        feed(output, 1, somePackets(200));
        await voice.listener.waitForFrames(10);
        output.send({ type: 'stop' });
        await voice.listener.waitForEnd();
        expect(voice.listener.frames.length).to.be.lessThan(60);
        expect(log.events.map(({ type }) => type)).not.to.include('ended');
      });
    });
  });
}
