import { expect } from 'chai';
import { linkTimeMs } from '../../src/transfer/link-time.js';

describe('linkTimeMs', () => {
  it('reads a time as links write it', () => {
    for (const text of ['90', '90s', '1m30s', '1M30', '1:30', '0:01:30'])
      expect(linkTimeMs(text), text).to.equal(90_000);
    expect(linkTimeMs('1h2m')).to.equal(3_720_000);
    expect(linkTimeMs('1:02:03')).to.equal(3_723_000);
  });

  it('is nothing for the beginning, and for what is no time', () => {
    for (const text of ['', '0', '0:00', '-5', '1:2:3:4', 'soon', '1.5'])
      expect(linkTimeMs(text), text).to.equal(undefined);
  });
});
