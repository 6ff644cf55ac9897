import { type SetupError, UndecodableError } from '@tonearm/core';
import type { TrackTags } from './read-tags.js';

/** How far the index has got with the folder. */
export type IndexState =
  /** Still finding out which files there are. */
  | { readonly status: 'walking' }
  /** All files are known, but the tags of some are not. */
  | { readonly status: 'reading' }
  | { readonly status: 'ready' }
  /** It is not there, or may not be read. What was known of it is kept. */
  | { readonly status: 'unreadable'; readonly error: SetupError };

/** What has changed in the index. */
export type IndexChange =
  | { readonly kind: 'read' | 'broken' | 'removed'; readonly id: string }
  | { readonly kind: 'state'; readonly state: IndexState };

/** A file as the index knows it. */
export interface IndexedFile {
  readonly id: string;
  /** As on the disk: the same as `id`, but maybe in another Unicode form. */
  readonly path: string;
  /** Tells this version of the file from others; empty when the walk has not reached it. */
  readonly stamp: string;
  readonly content: FileContent;
}

/** What is known of a file’s content. */
export type FileContent =
  | { readonly kind: 'unread' }
  | { readonly kind: 'read'; readonly tags: TrackTags }
  | { readonly kind: 'broken'; readonly error: unknown };

/** What came of reading it. */
export type ReadContent = Exclude<FileContent, { kind: 'unread' }>;

/** Whether it stays so until the file changes; what a disk would not give just now does not. */
export function isSettled(content: FileContent): boolean {
  return content.kind === 'read' || (content.kind === 'broken' && content.error instanceof UndecodableError);
}
