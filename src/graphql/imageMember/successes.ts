import type { GlanceImageMember, MemberKey, Written } from '../../glance/glance.ts';
import type { ItemModel } from './bulkMutation.ts';
import { toImageMemberId } from './imageMemberId.ts';

export type UpdateItemModel = ItemModel<ReturnType<typeof toUpdated>>;
export type RemovedModel = ReturnType<typeof toRemoved>;
export type RemoveItemModel = ItemModel<RemovedModel>;

export const toUpdated = (imageMember: GlanceImageMember) => ({
  __typename: 'UpdateImageMemberSuccess' as const,
  imageMember,
});

export const toRemoved = ({ imageId, memberId }: MemberKey) => ({
  __typename: 'RemoveImageMemberSuccess' as const,
  deletedImageMemberId: toImageMemberId({ imageId, memberId }),
  imageId,
  memberId,
});

/** Turns the values of writes into successes of a result union. */
export function withSuccesses<Value, Success>(
  writes: readonly Written<Value>[],
  toSuccess: (value: Value) => Success,
): readonly Written<Success>[] {
  return writes.map(({ result, requestIds }) => ({
    result: result instanceof Error ? result : toSuccess(result),
    requestIds,
  }));
}
