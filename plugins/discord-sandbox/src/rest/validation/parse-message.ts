import { MessageFlags } from 'discord-api-types/v10';
import type { MessageContents } from '../../world/messages.js';
import type { AttachmentRecord, MessageRecord } from '../../world/records.js';
import { refuse } from '../../world/refusal.js';
import type { World } from '../../world/world.js';
import { safeFilename } from '../../wire/uploaded-file.js';
import type { Body } from '../body.js';
import { checkComponents } from './check-components.js';
import { checkEmbeds } from './check-embeds.js';
import { checkText, isFields, listOf, objectOf } from './fields.js';
import { type Fields, Problems } from './problems.js';

/** The flags that a bot may set on a message of its own. */
const SETTABLE_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.Ephemeral | MessageFlags.SuppressNotifications;

/**
 * What a new message says, checked (docs: Message, "Create Message").
 * @throws Refusal 50035, 50006 for a message without anything in it
 */
export function parseNewMessage(world: World, fields: Fields, files: Body['files']): MessageContents {
  const contents = checkMessage(fields, new Problems());
  const attachments = storeFiles(world, fields, files);
  const empty =
    !contents.content && !contents.embeds?.length && !contents.components?.length && attachments.length === 0;
  if (empty) throw refuse.emptyMessage();
  const flags = typeof fields['flags'] === 'number' ? fields['flags'] & SETTABLE_FLAGS : 0;
  return { ...contents, attachments, flags };
}

/**
 * What an edit changes, checked. Attachments that its list leaves out go, new files are added; without a list all
 * stay.
 */
export function parseMessageEdit(
  world: World,
  before: MessageRecord,
  fields: Fields,
  files: Body['files'],
): MessageContents {
  const contents = checkMessage(fields, new Problems());
  const listed = Array.isArray(fields['attachments'])
    ? fields['attachments'].filter(isFields).map((entry) => String(entry['id']))
    : undefined;
  const kept =
    listed === undefined
      ? before.attachments
      : before.attachments.filter((attachment) => listed.includes(attachment.id));
  const attachments = [...kept, ...storeFiles(world, fields, files)];
  const after = { ...before, ...contents, attachments };
  const empty =
    after.content === '' && after.embeds.length === 0 && after.components.length === 0 && attachments.length === 0;
  if (empty) throw refuse.emptyMessage();
  const { flags } = fields;
  const suppress = (typeof flags === 'number' ? flags : before.flags) & MessageFlags.SuppressEmbeds;
  return { ...contents, attachments, flags: (before.flags & ~MessageFlags.SuppressEmbeds) | suppress };
}

/** Checks the parts of a message that fields hold; `problems` may stand at a deeper path. */
export function checkMessage(fields: Fields, problems: Problems): MessageContents {
  checkText(fields, 'content', problems, { max: 2_000 });
  if (typeof fields['nonce'] !== 'number') checkText(fields, 'nonce', problems, { max: 25 });
  checkEmbeds(fields['embeds'], problems.at('embeds'));
  checkComponents(fields['components'], problems.at('components'));
  listOf(fields['attachments'], problems.at('attachments'), { max: 10 });
  problems.refuseIfAny();
  // The casts rest on the checks above: these are now what Discord would have stored.
  return {
    ...('content' in fields ? { content: (fields['content'] as string | null) ?? '' } : {}),
    ...('embeds' in fields ? { embeds: (fields['embeds'] as MessageRecord['embeds'] | null) ?? [] } : {}),
    ...('components' in fields
      ? { components: (fields['components'] as MessageRecord['components'] | null) ?? [] }
      : {}),
    mayMention: parseAllowedMentions(fields['allowed_mentions']),
  };
}

/** docs: Message, "Allowed Mentions Object". Without it a message mentions everyone it names. */
function parseAllowedMentions(value: unknown): MessageRecord['mayMention'] {
  if (!isFields(value)) return { users: 'all', roles: 'all', everyone: true };
  const parsed = Array.isArray(value['parse']) ? value['parse'] : [];
  const allowed = (kind: 'users' | 'roles') => {
    const ids = value[kind];
    return parsed.includes(kind) ? 'all' : Array.isArray(ids) ? ids.map(String) : [];
  };
  return { users: allowed('users'), roles: allowed('roles'), everyone: parsed.includes('everyone') };
}

/** The body of a request as fields. */
export function fieldsOf(body: Body): Fields {
  const problems = new Problems();
  const fields = objectOf(body.json, problems);
  problems.refuseIfAny();
  return fields;
}

function storeFiles(world: World, fields: Fields, files: Body['files']): readonly AttachmentRecord[] {
  const listed = Array.isArray(fields['attachments']) ? fields['attachments'].filter(isFields) : [];
  return [...files].map(([index, file]) => {
    const entry = listed.find((candidate) => Number(candidate['id']) === index);
    const filename = typeof entry?.['filename'] === 'string' ? safeFilename(entry['filename']) : file.filename;
    const description = typeof entry?.['description'] === 'string' ? entry['description'] : null;
    return world.attachments.store({ ...file, filename }, description);
  });
}
