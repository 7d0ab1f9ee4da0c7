import type { ImageMemberStatus, InboxQuery } from '@glance-graphql/client';
import type { TaskFailure } from '../failure/taskFailure.ts';

export type InboxImage = NonNullable<InboxQuery['images']>['nodes'][number];

/** An answer that was given, with the image that it was given to. */
export interface Answer {
  readonly image: InboxImage;
  readonly status: ImageMemberStatus;
}

/** An answer that was not stored, so that the image is in the inbox again. */
export interface AnswerFailure extends Answer {
  readonly failure: TaskFailure;
}
