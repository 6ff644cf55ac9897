import type { World } from '../world/world.js';
import type { WorldEvent } from '../world/world-event.js';
import type { PageEvent } from './protocol.js';
import { guildView, interactionView, messageView, sees, seesChannel, type Viewer, voiceViews } from './views.js';

/** What the viewer's page is told about an event; nothing about what the viewer cannot see. */
export function eventsFor(world: World, viewer: Viewer, event: WorldEvent): readonly PageEvent[] {
  switch (event.kind) {
    case 'guild-updated':
      return event.guild.id === viewer.guildId ? [guild(world, viewer)] : [];
    case 'role-created':
    case 'role-updated':
      return event.role.guildId === viewer.guildId ? [guild(world, viewer)] : [];
    case 'channel-created':
    case 'channel-updated':
    case 'channel-deleted':
    case 'channel-status-changed':
      return event.channel.guildId === viewer.guildId ? [guild(world, viewer)] : [];
    case 'member-added':
    case 'member-updated':
    case 'member-removed':
      return event.member.guildId === viewer.guildId ? [guild(world, viewer)] : [];
    case 'commands-changed':
      return event.guildId === null || event.guildId === viewer.guildId ? [guild(world, viewer)] : [];
    case 'bot-presence-changed':
      return [guild(world, viewer)];
    case 'voice-state-changed': {
      const here = event.after.guildId === viewer.guildId;
      return here ? [{ kind: 'voice', states: voiceViews(world, viewer.guildId) }] : [];
    }
    case 'message-created':
      if (!sees(world, viewer, event.message)) return [];
      // The first direct message brings its channel with it.
      return [
        ...(event.message.guildId === null ? [guild(world, viewer)] : []),
        { kind: 'message', message: messageView(world, event.message) },
      ];
    case 'message-updated':
      return sees(world, viewer, event.message)
        ? [{ kind: 'message', message: messageView(world, event.message) }]
        : [];
    case 'message-deleted': {
      const { channelId, id } = event.message;
      return sees(world, viewer, event.message) ? [{ kind: 'message-deleted', channelId, messageId: id }] : [];
    }
    case 'typing-started': {
      const { channelId, userId } = event;
      return seesChannel(world, viewer, channelId) ? [{ kind: 'typing', channelId, userId }] : [];
    }
    case 'interaction-created':
    case 'interaction-responded':
    case 'interaction-unanswered':
      return interactionEvents(viewer, event);
    case 'guild-created':
    case 'guild-deleted':
    case 'voice-server-assigned':
      return [];
  }
}

function guild(world: World, viewer: Viewer): PageEvent {
  return { kind: 'guild', guild: guildView(world, viewer) };
}

function interactionEvents(
  viewer: Viewer,
  event: Extract<WorldEvent, { readonly kind: `interaction-${string}` }>,
): readonly PageEvent[] {
  const { interaction } = event;
  if (interaction.userId !== viewer.userId || interaction.guildId !== viewer.guildId) return [];
  // Only the first answer changes what the page shows of an interaction; edits come as messages.
  if (event.kind === 'interaction-responded' && event.response.kind !== 'callback') return [];
  const view = interactionView(interaction);
  const modal = interaction.acknowledgement?.modal ?? null;
  return [
    ...(view === undefined ? [] : [{ kind: 'interaction', interaction: view } as const]),
    ...(modal === null ? [] : [{ kind: 'modal', interactionId: interaction.id, modal } as const]),
  ];
}
