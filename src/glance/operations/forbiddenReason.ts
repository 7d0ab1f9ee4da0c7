import type { Identity } from '../identity.ts';
import { getImage, type GlanceImage } from '../wire/image.ts';
import type { MemberKey } from '../wire/imageMember.ts';
import { requireField } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { ownsImage } from './visibleMembers.ts';

/** A write to which the image service responded with 403. */
export interface ForbiddenCall extends MemberKey {
  readonly action: 'add' | 'update' | 'remove' | 'set' | 'setVisibility';
  /** The other properties are described in GlanceErrorDetails. */
  readonly deniedByPolicy: boolean;
  readonly deniedAction: string | null;
  readonly isForOwner: boolean;
  readonly isNotShared: boolean;
}

export type ForbiddenReason = 'notOwner' | 'notMember' | 'notShared' | 'policy';

/**
 * Reads the image to find out why Glance responded with 403, unless the response says so itself. Glance's policy engine
 * has the same sentence for an owner and for anybody else, so for a shared image two lists tell whether the caller is the
 * owner. Where a call fails, the reason is `policy`.
 */
export async function explainForbidden(wire: Wire, call: ForbiddenCall, identity: Identity): Promise<ForbiddenReason> {
  const { action, imageId, memberId, deniedByPolicy, isForOwner, isNotShared } = call;
  if (isForOwner) return 'notOwner';
  if (isNotShared) return 'notShared';
  if (action === 'setVisibility' && !isAboutOwner(call)) return 'policy';
  try {
    const image = await getImage(wire, imageId);
    if (image === null) return 'policy';
    wire.features.learnFrom(image.row);
    if (action === 'setVisibility') return (await mayBeOwner(wire, image, identity)) ? 'policy' : 'notOwner';
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

/**
 * Whether Glance's 403 to a change of the visibility can mean that the caller is not the owner. `modify_image` is the
 * owner's; `publicize_image` and `communitize_image` are policies of the cloud for owners.
 */
function isAboutOwner({ deniedByPolicy, deniedAction }: ForbiddenCall): boolean {
  return !deniedByPolicy || deniedAction === null || deniedAction === 'modify_image';
}

/**
 * Compares the owner with the caller's project where the identity service tells the project. Otherwise guesses: a private
 * image is seen by its owner and administrators only, and everybody sees a public image.
 */
async function mayBeOwner(wire: Wire, image: GlanceImage, identity: Identity): Promise<boolean> {
  const token = identity.isConfigured ? await identity.describeToken().catch(() => null) : null;
  if (token !== null) return token.project !== null && token.project.id === requireField(image.owner);
  const visibility = requireField(image.visibility);
  return visibility === 'private' || (visibility === 'shared' && (await ownsImage(wire, image)));
}
