import { readText, readValue } from './fields.ts';
import type { ImageMemberKey } from './imageMemberId.ts';
import { readStored, type SharingChange } from './sharingChange.ts';

/** What a cache has to follow of one event. */
export interface FollowedEvent {
  readonly change: SharingChange | null;
  /** Set where the membership is over, so that the image leaves the inboxes of its former member. */
  readonly formerMember: ImageMemberKey | null;
  /** ID of an image that was deleted. */
  readonly deletedImageId: string | null;
  /** ID of an image whose visibility is not known any more. */
  readonly changedImageId: string | null;
  /** What is true for every list: something may have been missed. */
  readonly isGap: boolean;
}

const NOTHING: FollowedEvent = {
  change: null,
  formerMember: null,
  deletedImageId: null,
  changedImageId: null,
  isGap: false,
};

/** @param event value of the field `imageSharing` */
export function readSharingEvent(event: unknown): FollowedEvent {
  switch (readValue(event, '__typename')) {
    case 'ImageMemberAdded':
    case 'ImageMemberUpdated': {
      const [change = null] = readStored(readValue(event, 'imageMember'), null);
      return { ...NOTHING, change };
    }
    case 'ImageMemberRemoved': {
      const [imageId, memberId, id] = ['imageId', 'memberId', 'deletedImageMemberId'].map((name) =>
        readText(event, name),
      );
      if (imageId == null || memberId == null || id == null) return NOTHING;
      const cause = readText(event, 'cause');
      const key = { imageId, memberId };
      return {
        ...NOTHING,
        change: { type: 'removed', id, key },
        formerMember: key,
        deletedImageId: cause === 'IMAGE_DELETED' ? imageId : null,
        changedImageId: cause === 'VISIBILITY_CHANGED' ? imageId : null,
      };
    }
    case 'ImageSharingResync':
      return { ...NOTHING, isGap: true };
    default:
      return NOTHING;
  }
}
