import { FRAME_MS, SystemClock, silentLogger } from '@tonearm/core';
import { FakeClock, gradeOutput, gradeText, itBehavesLikeAnOutput, type OutputRig } from '@tonearm/core/testing';
import { expect } from 'chai';
import { FrameOutput } from '../src/frame-output.js';
import { Pacer } from '../src/pacer.js';
import { ready, stateOf, TestVoice } from './test-voice.js';

/** What an output sends itself when the sound pauses. */
const SILENCE = 3;

describe('FrameOutput', () => {
  itBehavesLikeAnOutput({
    name: 'discord-voice, by a clock that is moved',
    make: onABench,
    makeBreaking: () => onABench(10),
  });
});

for (const workers of [0, 1]) {
  describe(`The output of a voice connection, with ${workers} workers`, () => {
    let voice: TestVoice;
    beforeEach(async () => {
      voice = await TestVoice.start({ dave: false, workers });
    });
    afterEach(() => voice.close());

    it('behaves like an output, in many guilds at once', async function () {
      this.timeout(60_000);
      let guilds = 0;
      const grade = await gradeOutput({ name: 'discord-voice', make: () => inAGuild(voice, ++guilds) });
      expect(gradeText(grade)).to.equal(
        `A: the output “discord-voice” keeps ${guilds} of ${guilds} promises.\n  not asked, as there is none that breaks: tells-that-it-broke`,
      );
    });
  });
}

function onABench(breaksAfter = Number.POSITIVE_INFINITY): OutputRig {
  const clock = new FakeClock();
  const sent: Uint8Array[] = [];
  const send = (frame: Uint8Array) => {
    if (sent.length === breaksAfter) throw new Error('The cable is out.');
    return sent.push(frame) > 0;
  };
  const sink = { send, endSpurt: () => {} };
  const output = new FrameOutput(sink, new Pacer(clock, silentLogger));
  return {
    output,
    pass: (slots) => clock.advance(slots * FRAME_MS),
    heard: () => sent.filter(({ length }) => length > SILENCE),
    close: () => output.close(),
  };
}

/** Over real sockets and by the real clock, into the ears of someone who listens. */
async function inAGuild(voice: TestVoice, number: number): Promise<OutputRig> {
  const channel = `2000000000000${10_000 + number}`;
  const connection = voice.connect(channel, `1000000000000${10_000 + number}`);
  await stateOf(connection, ready);
  const clock = new SystemClock();
  return {
    output: connection.output,
    pass: (slots) => clock.sleep(slots * FRAME_MS),
    heard: () => voice.server.listenerOf(channel).frames.map(({ opus }) => opus),
    close: () => connection.destroy(),
  };
}
