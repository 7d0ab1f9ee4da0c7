import type { ImageMemberStatus } from '@glance-graphql/client';
import type { TaskFailure } from '../failure/taskFailure.ts';
import type { ReceivedImagesQuery } from '../generated/graphql.ts';

export type InboxImage = NonNullable<ReceivedImagesQuery['images']>['nodes'][number];

/** A decision about an image. */
export interface Decision {
  readonly image: InboxImage;
  readonly status: ImageMemberStatus;
}

/** A decision that was not stored, so that the image is in the inbox again. */
export interface DecisionFailure extends Decision {
  readonly failure: TaskFailure;
}

/** The decision that undoes another one. The image of a decision has the status from before. */
export function undo({ image }: Decision): Decision {
  return { image, status: image.member?.status ?? 'PENDING' };
}
