/**
 * A message as views describe it: our own JSON-safe subset of what Discord shows. A front end translates it.
 * Texts may hold Discord's markdown; names and titles that come from outside are escaped by the view.
 */
export interface MessageContent {
  /** Plain text above everything else, at most 2,000 characters. */
  readonly text?: string;
  /** At most ten. */
  readonly embeds?: readonly Embed[];
  /** At most five rows of controls. */
  readonly rows?: readonly ControlRow[];
  /** A file that hangs on it, at most 10 MB. */
  readonly file?: TextFile;
}

/** A file of text. */
export interface TextFile {
  /** With its extension. */
  readonly name: string;
  readonly text: string;
}

/** A framed card. Discord's limits: title 256, description 4,096, 25 fields, 6,000 characters in all. */
export interface Embed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  /** 0xRRGGBB. */
  readonly colour?: number;
  readonly fields?: readonly EmbedField[];
  /** A small picture: http(s), or an `artwork:` link of a track. */
  readonly thumbnailUrl?: string;
  readonly footer?: string;
  /** Unix milliseconds. */
  readonly timestampMs?: number;
}

/** A name (256 characters at most) with a value (1,024). */
export interface EmbedField {
  readonly name: string;
  readonly value: string;
  readonly inline?: boolean;
}

/** One row of controls: up to five buttons, or one select menu. */
export type ControlRow =
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'select'; readonly select: Select };

/** What a control does when it is used, as the front end knows it: `skip:<entry id>`, `cancel:<task id>`. At most 90 characters. */
export type ActionId = string;

/** One button under a message; pressing it asks for its action. */
export interface Button {
  readonly action: ActionId;
  /** At most 80 characters. */
  readonly label: string;
  readonly emoji?: string;
  readonly style: 'primary' | 'secondary' | 'success' | 'danger';
  readonly disabled?: boolean;
}

/** A menu of at most 25 options, of which one is picked. */
export interface Select {
  readonly action: ActionId;
  readonly placeholder: string;
  readonly options: readonly SelectOption[];
}

/** One of the things to choose from in a {@link Select}. */
export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
}
