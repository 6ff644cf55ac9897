import { SystemClock } from '@tonearm/core';
import { expect } from 'chai';
import { isSnowflake, Snowflakes, shardOf } from '../../src/world/snowflakes.js';

/** A clock that stands still. */
class StillClock extends SystemClock {
  override now(): number {
    return 1_700_000_000_000;
  }
}

describe('Snowflakes', () => {
  it('grow and never repeat, even more than fit into one millisecond', () => {
    const snowflakes = new Snowflakes(new StillClock());
    const ids = Array.from({ length: 10_000 }, () => snowflakes.next());
    expect(new Set(ids).size).to.equal(10_000);
    expect(ids.every((id, index) => index === 0 || BigInt(id) > BigInt(ids[index - 1] ?? 0))).to.equal(true);
    expect(ids.every(isSnowflake)).to.equal(true);
  });

  it('hold the time since 2015 in their upper bits', () => {
    const id = new Snowflakes(new StillClock()).next();
    expect((BigInt(id) >> 22n) + 1_420_070_400_000n).to.equal(1_700_000_000_000n);
  });

  it('decide the shard by their time', () => {
    expect(shardOf(String(5n << 22n), 4)).to.equal(1);
  });
});
