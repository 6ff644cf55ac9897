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

  it('shows what kind of trouble a foreign error tells of: its plain facts', () => {
    const { logger, lines } = aLog('info');
    const error = Object.assign(new Error('Unknown Webhook'), { code: 10_015, status: 404, method: 'PATCH' });
    logger.warn('It failed', { error });
    expect(lines[0]).to.have.property('error').that.includes({ code: 10_015, status: 404, method: 'PATCH' });
  });

  it('writes no secret of an error such as discord.js throws, nor of what caused it, nor of a child', () => {
    const secrets = {
      webhook: 'aW50ZXJhY3Rpb246OTg3NjU0MzIxMDpzM2NyM3Q',
      bot: 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs-abc',
      body: 'typed-by-a-listener',
      signature: 'AOq0QJ8wRgIhAKe',
      client: 'iZIs9mchVcX5lhVRyQGG',
      hidden: 'deep-deep-down-1',
    };
    const url = `https://discord.com/api/v10/webhooks/42/${secrets.webhook}/messages/@original`;
    const discord = Object.assign(new Error(`PATCH ${url} failed`), {
      name: 'DiscordAPIError[50027]',
      code: 50_027,
      status: 401,
      method: 'PATCH',
      url,
      requestBody: { files: [], json: { content: secrets.body, token: secrets.webhook } },
      headers: { authorization: `Bot ${secrets.bot}` },
      authorization: `Bot ${secrets.bot}`,
    });
    const source = new Error(
      `GET https://cdn.example/a?sig=${secrets.signature}&client_id=${secrets.client} gave 403`,
      {
        cause: discord,
      },
    );
    const { logger, lines } = aLog('debug');
    const child = logger.child({ session: { refreshToken: secrets.hidden }, from: new URL(url) });
    child.error(`Sent Bot ${secrets.bot}`, {
      error: source,
      deep: { list: [{ Authorization: `Bot ${secrets.bot}`, url, headers: new Map([['cookie', secrets.hidden]]) }] },
      both: new AggregateError([discord, source], url),
    });
    const written = JSON.stringify(lines);
    for (const [name, secret] of Object.entries(secrets)) expect(written, name).not.to.include(secret);
    expect(written).to.include('DiscordAPIError[50027]').and.to.include('gave 403').and.to.include('@original');
  });

  it('ends where an object holds itself, and where there is no end', () => {
    const { logger, lines } = aLog('info');
    const circle: { name: string; self?: unknown } = { name: 'circle' };
    circle.self = circle;
    const endless = Object.defineProperty({}, 'deeper', { enumerable: true, get: () => Object.create(endless, own) });
    const own = { deeper: { enumerable: true, get: () => endless } };
    const touchy = Object.defineProperty({}, 'never', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    logger.info('Round and round', { circle, endless, touchy, bytes: Buffer.alloc(9), big: 12n });
    expect(lines[0]).to.deep.include({
      circle: { name: 'circle', self: '[circular]' },
      touchy: '[unreadable]',
      bytes: '[9 bytes]',
      big: '12',
    });
  });
});
