import { SystemClock } from '@tonearm/core';
import { expect } from 'chai';
import { Attachments } from '../../src/world/attachments.js';
import { Snowflakes } from '../../src/world/snowflakes.js';

describe('Attachments', () => {
  it('forget the oldest files beyond 64 MB', () => {
    const attachments = new Attachments(new Snowflakes(new SystemClock()));
    const bytes = new Uint8Array(10 * 1024 * 1024);
    const stored = Array.from({ length: 8 }, () =>
      attachments.store({ filename: 'a.bin', contentType: 'application/octet-stream', bytes }),
    );
    const kept = stored.map(({ id }) => attachments.find(id) !== undefined);
    expect(kept).to.deep.equal([false, false, true, true, true, true, true, true]);
  });
});
