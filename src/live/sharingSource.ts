import type { GlanceImageMember } from '../glance/glance.ts';

/**
 * Something that the image service says has changed. A change is a reason to look, never an answer: what a subscriber is
 * told is read with the subscriber's own token.
 */
export type SharingChange =
  | {
      readonly kind: 'memberAdded' | 'memberUpdated' | 'memberRemoved';
      /** The membership as it was after the change, or before its removal. */
      readonly member: GlanceImageMember;
    }
  | { readonly kind: 'imageDeleted'; readonly imageId: string; readonly ownerId: string | null }
  | {
      readonly kind: 'imageChanged';
      readonly imageId: string;
      readonly ownerId: string | null;
      /** As the image service names it; null where it was not told. */
      readonly visibility: string | null;
    };

export interface SourceListener {
  /** A change, in the order in which the image service made the changes of one membership. */
  change(change: SharingChange): void;
  /** Changes may have been missed. Called when the source is live again. */
  gap(): void;
  /** Whether changes arrive at present. */
  state(isLive: boolean): void;
}

/** A stream of changes for the whole process. */
export interface SharingSource {
  /** Resolves when changes arrive, or at once where the source is away and tries again by itself. */
  start(listener: SourceListener): Promise<void>;
  close(): Promise<void>;
}
