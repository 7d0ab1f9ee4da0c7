import type { GraphQLResolveInfo } from 'graphql';
import { isGlanceError, type GlanceImageMember } from '../../glance/glance.ts';
import type { AffectedModel } from '../error/leftOut.ts';
import { selectsField } from '../limits/selectedFields.ts';
import type { GraphQLContext } from '../server/context.ts';
import type { NewMember } from './newMemberInput.ts';
import { resolveMembers } from './resolveMembers.ts';

export interface AddedModel {
  readonly __typename: 'AddImageMemberSuccess';
  readonly imageMember: GlanceImageMember;
  readonly visibilityChanged: boolean;
  readonly affected: AffectedModel;
  /** Whether the gateway has found the project already. False: nobody was asked. */
  readonly isVerified: boolean;
}

/** Shares an image with a project. A member by its ID, without further wishes, is added without any other call. */
export async function addImageMember(
  asked: NewMember,
  glance: GraphQLContext['glance'],
  requestIds: string[],
  info: GraphQLResolveInfo,
): Promise<AddedModel> {
  const { imageId, memberId, makeShareable, requireVerified } = asked;
  if (memberId !== null && !makeShareable && !requireVerified) {
    return toAdded(await glance.members.add({ imageId, memberId }, requestIds));
  }
  const [pair] = await resolveMembers([asked], glance);
  if (pair === undefined || pair instanceof Error) throw pair ?? new Error('a member without a result');
  const [written] = await glance.members.shareMany([pair], makeShareable && selectsField(info, 'affectedMembers'));
  if (written === undefined) throw new Error('no result');
  requestIds.push(...written.requestIds);
  const { result: added } = written;
  if (added instanceof Error) throw isGlanceError(added) ? added.with({ memberId: pair.memberId }) : added;
  return toAdded(added.imageMember, added, pair.isVerified);
}

const UNCHANGED = { visibilityChanged: false, revived: null };

export function toAdded(
  imageMember: GlanceImageMember,
  { visibilityChanged, revived }: { readonly visibilityChanged: boolean; readonly revived: AffectedModel } = UNCHANGED,
  isVerified = false,
): AddedModel {
  return { __typename: 'AddImageMemberSuccess', imageMember, visibilityChanged, affected: revived, isVerified };
}
