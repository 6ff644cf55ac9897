import { expect } from 'chai';
import { Client, Events } from 'discord.js';
import { ClientAudience } from '../src/client-audience.js';

describe('ClientAudience', () => {
  it('listens to the client once, however many listen to it, and counts nobody where it knows no guild', () => {
    const client = new Client({ intents: [] });
    const audience = new ClientAudience(client);
    const stops = Array.from({ length: 50 }, () => audience.onChange(() => {}));
    expect(client.listenerCount(Events.VoiceStateUpdate)).to.equal(1);
    for (const stop of stops) stop();
    expect(audience.listenersIn('1', '2')).to.equal(0);
  });
});
