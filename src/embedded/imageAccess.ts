import { GlanceFault } from './fault.ts';
import { canGetImage, isAdmin, isAllowed, isOwner } from './policy.ts';
import type { Actor, ImageAction, RbacMode } from './policy.ts';
import type { EmbeddedService } from './request.ts';
import { membersOf } from './store.ts';
import type { ImageRow, Store } from './store.ts';

/** Membership grants access whatever its status: pending and rejected members can read the image too. */
export function isVisible(store: Store, actor: Actor, image: ImageRow): boolean {
  if (isAdmin(actor) || image.owner === null) return true;
  if (image.visibility === 'public' || image.visibility === 'community') return true;
  if (isOwner(actor, image)) return true;
  return (
    image.visibility === 'shared' && actor.project !== null && membersOf(store, image.id, actor.project).length > 0
  );
}

/**
 * The image; undefined when the image does not exist or the actor may not see it. Glance does not tell the two apart.
 */
function findImage(store: Store, actor: Actor, id: string): ImageRow | undefined {
  const image = store.images.get(id);
  if (image === undefined || image.deleted || !isVisible(store, actor, image)) return undefined;
  return image;
}

/** @throws GlanceFault 404 with `text` when the actor may not see the image */
export function getImage(store: Store, actor: Actor, id: string, text = `No image found with ID ${id}`): ImageRow {
  const image = findImage(store, actor, id);
  if (image === undefined) throw new GlanceFault(404, text);
  return image;
}

export function checkCanGetImage(rbac: RbacMode, actor: Actor, image: ImageRow): void {
  if (!canGetImage(rbac, actor, image)) throw new GlanceFault(404);
}

/**
 * @throws GlanceFault 403 when the rules forbid the action. Legacy rules allow nearly everything; with them a second
 * check refuses everybody but the owner and administrators, with another text.
 */
export function checkImageAction(glance: EmbeddedService, actor: Actor, action: ImageAction, image: ImageRow): void {
  if (!isAllowed(glance.rbac, actor, action, image)) {
    checkCanGetImage(glance.rbac, actor, image);
    throw forbiddenAction(action);
  }
  const isOwnerRule = action !== 'publicize_image' && action !== 'communitize_image';
  if (glance.rbac === 'legacy' && isOwnerRule && !isAdmin(actor) && !isOwner(actor, image)) {
    const upload = `Not allowed to upload image data for image ${image.id}`;
    throw new GlanceFault(403, action === 'upload_image' ? upload : 'You do not own this image');
  }
}

export function forbiddenAction(action: string): GlanceFault {
  return new GlanceFault(403, `You are not authorized to complete ${action} action.`);
}
