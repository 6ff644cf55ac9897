/** What listeners read of this package, in English. */
export const ENGLISH = {
  refused: '{service} does not let us read that (HTTP {status}). It may be private, or not for this country.',
  'ask-less': '{service} says that we ask too often.',
  'not-well': '{service} is not well (HTTP {status}).',
  unreachable: '{service} cannot be reached.',
  unreadable: '{service} gave an answer that I cannot read.',
  'too-large': '{service} gave an answer that is too large.',
  'bad-credentials': '{service} refuses the credentials of this bot. Whoever runs it has to renew them.',
  'needs-credentials':
    '{service} tells what is behind this link only to bots with credentials. Whoever runs this bot can set them.',
  'leads-elsewhere': 'This short link does not lead to music at {service}.',
} as const;
