import { LogLevel } from '@sapphire/framework';
import { RecordingLogger } from '@tonearm/core/testing';
import { expect } from 'chai';
import { sapphireLogger } from '../src/sapphire-logger.js';

describe('sapphireLogger', () => {
  it('brings an error, its sentence and what stands beside it into our log', () => {
    const log = new RecordingLogger();
    const error = new Error('no');
    sapphireLogger(log).error('A command failed:', error, { id: 1 });
    expect(log.lines).to.deep.equal([
      {
        level: 'error',
        message: 'A command failed:',
        fields: { plugin: 'sapphire', error, details: [{ id: 1 }] },
      },
    ]);
  });

  it('has words for an error without any', () => {
    const log = new RecordingLogger();
    sapphireLogger(log).fatal(new Error('no'));
    expect(log.at('error')).to.deep.equal(['Sapphire has met an error']);
  });

  it('leaves out what is below its level', () => {
    const log = new RecordingLogger();
    const logger = sapphireLogger(log, LogLevel.Error);
    for (const say of [logger.trace, logger.debug, logger.info, logger.warn]) say('no');
    logger.error('yes');
    expect(log.lines.map(({ message }) => message)).to.deep.equal(['yes']);
    expect([logger.has(LogLevel.Warn), logger.has(LogLevel.Fatal)]).to.deep.equal([false, true]);
  });
});
