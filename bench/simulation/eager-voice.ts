import type { OutputCommand, VoiceConnector } from '@tonearm/core';
import { FakeAudioOutput, FakeVoiceConnection } from '@tonearm/core/testing';

/** An output that lets the first frame go as soon as it has one: from then on there is sound. */
class EagerOutput extends FakeAudioOutput {
  override send(command: OutputCommand): void {
    super.send(command);
    if (command.type === 'frames' && this.heard.length === 0) queueMicrotask(() => this.play(1));
  }
}

class EagerConnection extends FakeVoiceConnection {
  override readonly output = new EagerOutput();
}

/** Is in the voice channel at once, and plays without delay: what time passes is Tonearm's and the source's. */
export class EagerVoice implements VoiceConnector {
  connect(guildId: string, channelId: string): EagerConnection {
    return new EagerConnection(guildId, channelId);
  }
}
