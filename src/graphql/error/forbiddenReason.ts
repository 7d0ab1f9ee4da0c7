import type { ImageForbiddenReason } from '../../generated/resolverTypes.ts';
import { findImage } from '../../glance/wire/image.ts';
import { ownsImage } from '../../glance/operations/memberSight.ts';
import { requireField } from '../../glance/wire/row.ts';
import type { GraphQLContext } from '../server/context.ts';
import type { ImageServiceErrorModel } from './errors.ts';

/**
 * Why Glance answered 403, found out by looking at the image. Its policy engine has one sentence for everybody, so for
 * a shared image lists tell the owner apart. Where a look fails the reason stays `POLICY`.
 */
export async function findForbiddenReason(
  { action, imageId, memberId, deniedByPolicy, isForOwner }: ImageServiceErrorModel,
  { glance: { client }, caller }: GraphQLContext,
): Promise<ImageForbiddenReason> {
  if (isForOwner) return 'NOT_OWNER';
  try {
    const image = await findImage(client, caller, imageId);
    if (image === null) return 'POLICY';
    client.features.learnFrom(image.row);
    if (requireField(image.visibility) !== 'shared') return 'IMAGE_NOT_SHARED';
    if (action !== 'update') {
      return !deniedByPolicy || !(await ownsImage(client, caller, image)) ? 'NOT_OWNER' : 'POLICY';
    }
    // An owner who shares with itself is the member, and Glance forbids it to decide all the same.
    const isOwnersMembership = requireField(image.owner)?.toLowerCase() === memberId.toLowerCase();
    return !isOwnersMembership && (await ownsImage(client, caller, image)) ? 'NOT_MEMBER' : 'POLICY';
  } catch {
    return 'POLICY';
  }
}
