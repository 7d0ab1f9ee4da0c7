import type { ImageForbiddenReason } from '../generated/resolverTypes.ts';
import { findImage } from '../glance/image.ts';
import { listImages } from '../glance/imageList.ts';
import { requireField } from '../glance/row.ts';
import type { GraphQLContext } from './context.ts';
import type { ImageServiceErrorModel } from './errors.ts';

/**
 * Why Glance answered 403, found out by looking at the image. Its policy engine has one sentence for everybody, so for
 * a shared image a list tells the owner apart: `member_status` filters only what is shared *to* the caller, and hardly
 * anybody who rejected an image tries to share it. Where a look fails the reason stays `POLICY`.
 */
export async function findForbiddenReason(
  { action, imageId, deniedByPolicy }: ImageServiceErrorModel,
  { glance: { client }, caller }: GraphQLContext,
): Promise<ImageForbiddenReason> {
  try {
    const image = await findImage(client, caller, imageId);
    if (image === null) return 'POLICY';
    client.features.learnFrom(image.row);
    if (requireField(image.visibility) !== 'shared') return 'IMAGE_NOT_SHARED';
    if (!deniedByPolicy && action !== 'update') return 'NOT_OWNER';
    const owned = await listImages(client, caller, {
      ids: [imageId],
      visibility: 'shared',
      memberStatus: 'rejected',
      hidden: requireField(image.hidden),
      limit: 2,
    });
    const isOwner = owned.images.length > 0;
    if (action === 'update') return isOwner ? 'NOT_MEMBER' : 'POLICY';
    return isOwner ? 'POLICY' : 'NOT_OWNER';
  } catch {
    return 'POLICY';
  }
}
