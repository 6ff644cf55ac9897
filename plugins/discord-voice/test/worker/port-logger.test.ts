import type { LogFields } from '@tonearm/core';
import { expect } from 'chai';
import { PortLogger, receivedFields } from '../../src/worker/port-logger.js';

describe('PortLogger', () => {
  it('hands on level, words and fields, its own and those of its children', () => {
    const lines: { readonly line: string; readonly fields: LogFields }[] = [];
    const logger = new PortLogger((level, message, fields) => {
      lines.push({ line: `${level}: ${message}`, fields: receivedFields(structuredClone(fields)) });
    });
    logger.child({ guildId: '1' }).warn('Trouble', { times: 2, error: new RangeError('far'), run: () => {} });
    expect(lines[0]?.line).to.equal('warn: Trouble');
    expect(lines[0]?.fields).to.include({ guildId: '1', times: 2, run: '() => { }' });
    expect(lines[0]?.fields['error']).to.be.instanceOf(Error).and.include({ name: 'RangeError', message: 'far' });
  });
});
