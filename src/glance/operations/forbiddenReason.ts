import { getImage } from '../wire/image.ts';
import type { MemberKey } from '../wire/imageMember.ts';
import { requireField } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { ownsImage } from './visibleMembers.ts';

/** A write to which the image service responded with 403. */
export interface ForbiddenCall extends MemberKey {
  readonly action: 'add' | 'update' | 'remove' | 'set';
  /** `deniedByPolicy` and `isForOwner` are described in GlanceErrorDetails. */
  readonly deniedByPolicy: boolean;
  readonly isForOwner: boolean;
}

export type ForbiddenReason = 'notOwner' | 'notMember' | 'notShared' | 'policy';

/**
 * Reads the image to find out why Glance responded with 403. Glance's policy engine has the same sentence for an owner
 * and for anybody else, so for a shared image two lists tell whether the caller is the owner. Where a call fails, the
 * reason is `policy`.
 */
export async function explainForbidden(wire: Wire, call: ForbiddenCall): Promise<ForbiddenReason> {
  const { action, imageId, memberId, deniedByPolicy, isForOwner } = call;
  if (isForOwner) return 'notOwner';
  try {
    const image = await getImage(wire, imageId);
    if (image === null) return 'policy';
    wire.features.learnFrom(image.row);
    if (requireField(image.visibility) !== 'shared') return 'notShared';
    if (action !== 'update') return !deniedByPolicy || !(await ownsImage(wire, image)) ? 'notOwner' : 'policy';
    // A project that shares an image with itself is a member. Glance does not let an owner decide, also not in this
    // case.
    const isOwnersMembership = requireField(image.owner)?.toLowerCase() === memberId.toLowerCase();
    return !isOwnersMembership && (await ownsImage(wire, image)) ? 'notMember' : 'policy';
  } catch {
    return 'policy';
  }
}
