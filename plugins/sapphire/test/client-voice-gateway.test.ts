import { expect } from 'chai';
import { Client, GatewayDispatchEvents } from 'discord.js';
import { ClientVoiceGateway } from '../src/client-voice-gateway.js';

describe('ClientVoiceGateway', () => {
  const client = new Client({ intents: [] });
  const gateway = new ClientVoiceGateway(client);

  it('tells every listener of a voice state, and none that has stopped', () => {
    const told: string[] = [];
    const stops = ['a', 'b'].map((name) => gateway.onVoiceState(({ guildId }) => told.push(`${name} ${guildId}`)));
    client.ws.emit(GatewayDispatchEvents.VoiceStateUpdate, { guild_id: '7', channel_id: null });
    stops[0]?.();
    client.ws.emit(GatewayDispatchEvents.VoiceStateUpdate, { guild_id: '8', channel_id: null });
    stops[1]?.();
    expect(told).to.deep.equal(['a 7', 'b 7', 'b 8']);
  });

  it('tells of voice servers apart from voice states', () => {
    const told: unknown[] = [];
    const stop = gateway.onVoiceServer((update) => told.push(update));
    client.ws.emit(GatewayDispatchEvents.VoiceStateUpdate, { guild_id: '7' });
    client.ws.emit(GatewayDispatchEvents.VoiceServerUpdate, { guild_id: '7', token: 't' });
    stop();
    expect(told).to.deep.equal([{ guildId: '7', data: { guild_id: '7', token: 't' } }]);
  });

  it('listens to the client once, however many guilds listen to it', () => {
    const stops = Array.from({ length: 50 }, () => gateway.onVoiceState(() => {}));
    expect(client.ws.listenerCount(GatewayDispatchEvents.VoiceStateUpdate)).to.equal(1);
    for (const stop of stops) stop();
  });
});
