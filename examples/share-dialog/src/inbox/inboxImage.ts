import type { ImageMemberStatus, InboxQuery } from '@glance-graphql/client';
import type { TaskFailure } from '../failure/taskFailure.ts';

export type InboxImage = NonNullable<InboxQuery['images']>['nodes'][number];

/** A decision about an image. */
export interface Decision {
  readonly image: InboxImage;
  readonly status: ImageMemberStatus;
}

/** A decision that was not stored, so that the image is in the inbox again. */
export interface DecisionFailure extends Decision {
  readonly failure: TaskFailure;
}
