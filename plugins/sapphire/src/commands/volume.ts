import { SOUND_RANGES } from '@tonearm/core';
import { requireRange, requireSession } from '../controls/requirements.js';
import { command } from './tonearm-command.js';

/** `/volume percent`: shows it, or changes it. */
export const VolumeCommand = command({
  name: 'volume',
  visibility: 'everyone',
  options: [{ name: 'percent', type: 'number', text: 'option.percent' }],
  use: (asked) => {
    const { interaction, speech } = asked;
    const session = requireSession(asked);
    const wanted = interaction.options.getInteger('percent');
    if (wanted === null) return () => speech.say('volume.shown', { percent: session.snapshot.sound.volumePercent });
    const volumePercent = requireRange(asked, wanted, SOUND_RANGES.volumePercent);
    return () => speech.say('volume.done', { percent: session.setSound({ volumePercent }).volumePercent });
  },
});
