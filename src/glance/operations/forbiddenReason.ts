import { getImage } from '../wire/image.ts';
import type { MemberKey } from '../wire/imageMember.ts';
import { requireField } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { ownsImage } from './memberSight.ts';

/** A write that the image service answered with 403. */
export interface ForbiddenCall extends MemberKey {
  readonly action: 'add' | 'update' | 'remove';
  /** See GlanceErrorDetails. */
  readonly deniedByPolicy: boolean;
  readonly isForOwner: boolean;
}

export type ForbiddenReason = 'notOwner' | 'notMember' | 'notShared' | 'policy';

/**
 * Finds out by a look at the image why Glance answered 403. Glance's policy engine has one sentence for everybody, so for
 * a shared image lists tell the owner apart. Where a look fails the reason stays `policy`.
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
    // An owner who shares with itself is the member, and Glance forbids it to decide all the same.
    const isOwnersMembership = requireField(image.owner)?.toLowerCase() === memberId.toLowerCase();
    return !isOwnersMembership && (await ownsImage(wire, image)) ? 'notMember' : 'policy';
  } catch {
    return 'policy';
  }
}
