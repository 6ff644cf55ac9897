import { expect } from 'chai';
import type { OpusPacket } from '../../src/audio/opus-packet.js';
import { SourceUnavailableError } from '../../src/errors/source-errors.js';
import type { OutputCommand } from '../../src/playback/audio-output.js';
import { FramePump, type PumpOutcome } from '../../src/playback/frame-pump.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

/** Packets that come when the test says so. */
class HandFed implements AsyncIterator<OpusPacket, void> {
  readonly #waiting: { resolve(result: IteratorResult<OpusPacket, void>): void; reject(error: Error): void }[] = [];

  next(): Promise<IteratorResult<OpusPacket, void>> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async give(...numbers: readonly number[]): Promise<void> {
    for (const number of numbers) {
      this.#waiting.shift()?.resolve({ value: { data: Uint8Array.of(number), samples: 960 }, done: false });
      await turn();
    }
  }

  async fail(error: Error): Promise<void> {
    this.#waiting.shift()?.reject(error);
    await turn();
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('FramePump', () => {
  let clock: FakeClock;
  let packets: HandFed;
  let sent: number[][];
  let outcome: PumpOutcome | undefined;
  let pump: FramePump;

  beforeEach(async () => {
    clock = new FakeClock();
    packets = new HandFed();
    sent = [];
    outcome = undefined;
    pump = new FramePump({
      stream: { positionMs: 0, speed: 1, packets, close() {} },
      generation: 1,
      output: {
        keepsTime: true,
        onEvent: () => () => {},
        send(command: OutputCommand) {
          if (command.type === 'frames') sent.push(command.frames.map(([number = -1]) => number));
        },
      },
      clock,
      onEnd: (how) => {
        outcome = how;
      },
    });
    pump.grant(250);
    await turn();
  });
  afterEach(() => pump.close());

  it('sends the first frame of a stream at once, whenever the next may come', async () => {
    await packets.give(1);
    expect(sent).to.deep.equal([[1]]);
    expect(pump.sentMs).to.equal(20);
  });

  it('lets later frames wait 5 ms for others, and no longer', async () => {
    await packets.give(1, 2);
    await clock.advance(4);
    await packets.give(3);
    expect(sent).to.deep.equal([[1]]);
    await clock.advance(1);
    expect(sent).to.deep.equal([[1], [2, 3]]);
  });

  it('sends a second of sound in one message when it is there', async () => {
    const numbers = Array.from({ length: 120 }, (_, index) => index);
    await packets.give(...numbers);
    expect(sent).to.deep.equal([[0], numbers.slice(1, 51), numbers.slice(51, 101)]);
    await clock.advance(5);
    expect(sent.flat()).to.deep.equal(numbers);
  });

  it('gives on what had come before a stream fails', async () => {
    await packets.give(1, 2);
    await packets.fail(new SourceUnavailableError('tape', 'The tape is torn.'));
    expect(sent).to.deep.equal([[1], [2]]);
    expect(outcome).to.have.property('kind', 'failed');
  });

  it('sends nothing any more when it is closed', async () => {
    await packets.give(1, 2);
    pump.close();
    await clock.advance(1_000);
    expect(sent).to.deep.equal([[1]]);
  });
});
