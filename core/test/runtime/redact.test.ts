import { expect } from 'chai';
import { redactText } from '../../src/runtime/redact.js';

const BOT = ['MTk4NjIyNDgzNDcxOTI1MjQ4', 'Cl2FMQ', 'ZnCjm1XVW7vRze4b7Cq4se7kKWs-abc'].join('.');
const INTERACTION = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTpzZWNyZXRzZWNyZXQ';

/** Each: a text, the secret in it, and a part that has to stay. */
const SECRETS: Readonly<Record<string, readonly [text: string, secret: string, kept: string]>> = {
  'a bot’s token in a header': [`authorization was Bot ${BOT}, and failed`, BOT, 'and failed'],
  'a bot’s token by itself': [`login with ${BOT} was refused`, BOT, 'was refused'],
  'a bearer token': ['401 for Bearer ya29.a0AfH6SMBx-yz on /me', 'ya29.a0AfH6SMBx-yz', 'on /me'],
  'an OAuth token': ['sent OAuth 2-294321-1234567-abcdefg there', '2-294321-1234567-abcdefg', 'there'],
  'a webhook’s token in an address': [
    'https://discord.com/api/v10/webhooks/1234567890/s3cr3t-t0k_en/messages/@original',
    's3cr3t-t0k_en',
    '/messages/@original',
  ],
  'an interaction’s token in a route': [
    'POST /interactions/1234567890/aSecretOne/callback: 404',
    'aSecretOne',
    '/callback: 404',
  ],
  'an interaction’s token by itself': [`the token ${INTERACTION} has died`, INTERACTION, 'has died'],
  'the key of an API': ['https://api.example/v1?part=id&key=AIzaSyD-123&q=a', 'AIzaSyD-123', '&q=a'],
  'the signature of a stream’s address': [
    'https://r1.example/videoplayback?expire=1&sig=AOq0QJ8wRA%3D&lsig=AG3C_xA&itag=251',
    'AOq0QJ8wRA%3D',
    '&itag=251',
  ],
  'its second signature': ['https://r1.example/videoplayback?lsig=AG3C_xA&itag=251', 'AG3C_xA', '&itag=251'],
  'a signature in a path': ['https://m.example/hls/sig/AOq0QJ8/playlist.m3u8', 'AOq0QJ8', '/playlist.m3u8'],
  'a client’s id': ['https://api-v2.example/tracks/1?client_id=iZIs9mchVcX5&app=1', 'iZIs9mchVcX5', '&app=1'],
  'the policy of a CDN': ['https://cf.example/a.mp3?Policy=eyJTdGF0&Key-Pair-Id=APKA&x=1', 'eyJTdGF0', 'x=1'],
  'a password in an address': ['redis://admin:hunter2@db.example:6379/0', 'hunter2', 'db.example:6379/0'],
  'a field in a text of JSON': ['it sent {"token":"abcd1234","id":1}', 'abcd1234', '"id":1'],
  'a cookie in a dump': ['set-cookie: session=s%3Aabcdef; Path=/', 's%3Aabcdef', 'Path=/'],
  'the token of a private link': ['asked for https://soundcloud.com/a/b/s-AbC12xYz?x=1', 's-AbC12xYz', '?x=1'],
  'the token in the key of a private track': ['soundcloud:track:a/b:s-AbC12xYz is new', 's-AbC12xYz', 'a/b:'],
};

describe('redactText', () => {
  for (const [what, [text, secret, kept]] of Object.entries(SECRETS)) {
    it(`takes out ${what} and leaves the rest`, () => {
      expect(text).to.include(secret);
      expect(redactText(text)).to.include('[redacted]').and.to.include(kept).and.not.to.include(secret);
    });
  }

  it('leaves ordinary words alone', () => {
    for (const text of [
      'The bot started in 3 s.',
      'Bot invited to 12 servers',
      'basic blues, bearer of bad news',
      'https://music.example/watch?v=dQw4w9WgXcQ&t=42&list=PL123',
      'An invalid token was provided.',
      'needle drop (12" mix) [2024]',
      'https://soundcloud.com/the-band/s-class',
    ]) {
      expect(redactText(text)).to.equal(text);
    }
  });
});
