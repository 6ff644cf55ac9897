import { Writable } from 'node:stream';
import { expect } from 'chai';
import { type LogLevel, PinoLogger } from '../../src/runtime/logger.js';

function aLog(level: LogLevel) {
  const lines: Record<string, unknown>[] = [];
  const write = (chunk: Buffer, _encoding: string, done: () => void) => {
    lines.push(JSON.parse(chunk.toString()));
    done();
  };
  return { logger: PinoLogger.create(level, new Writable({ write })), lines };
}

describe('PinoLogger', () => {
  it('writes a sentence and its fields, a child its own fields too', () => {
    const { logger, lines } = aLog('info');
    logger.child({ plugin: 'voice' }).warn('Something happened', { guild: '1' });
    expect(lines[0]).to.include({ msg: 'Something happened', plugin: 'voice', guild: '1', level: 40 });
  });

  it('leaves out what is below its level', () => {
    const { logger, lines } = aLog('warn');
    logger.debug('no');
    logger.info('no');
    logger.error('yes');
    expect(lines.map(({ msg }) => msg)).to.deep.equal(['yes']);
  });

  it('never writes a secret', () => {
    const { logger, lines } = aLog('info');
    logger.info('hello', { token: 'abc.def', request: { authorization: 'Bot abc.def' } });
    expect(JSON.stringify(lines)).not.to.include('abc.def');
  });

  it('shows an error’s words, code and causes, and not what else hangs on it', () => {
    const { logger, lines } = aLog('info');
    const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', socket: { huge: true } });
    logger.error('It failed', { error: new Error('Lookup failed', { cause }) });
    expect(lines[0])
      .to.have.nested.property('error.cause')
      .that.include({ message: 'socket hang up', code: 'ECONNRESET' });
    expect(JSON.stringify(lines)).not.to.include('huge');
  });
});
