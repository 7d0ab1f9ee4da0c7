import type { SeedAccessRule } from './seed.ts';
import type { ImageRow } from './store.ts';

export type RbacMode = 'new' | 'legacy';

/** The caller, as Keystone would describe the token. */
export interface Actor {
  /** Null for a token without a scope. */
  readonly project: string | null;
  readonly roles: ReadonlySet<string>;
  /** The only calls that the token may be used for; null for a token that may be used for every call. */
  readonly accessRules: readonly SeedAccessRule[] | null;
}

/** The roles, and those that they imply: `admin` implies `member`, which implies `reader`. */
export function toImpliedRoles(roles: readonly string[]): readonly string[] {
  const ranks = ['admin', 'member', 'reader'];
  const highest = ranks.findIndex((rank) => roles.includes(rank));
  return highest === -1 ? [] : ranks.slice(highest);
}

export type ImageAction =
  | 'add_image'
  | 'communitize_image'
  | 'deactivate'
  | 'delete_image'
  | 'modify_image'
  | 'publicize_image'
  | 'reactivate'
  | 'upload_image';
export type MemberAction = 'add_member' | 'delete_member' | 'get_member' | 'get_members' | 'modify_member';

type Target = Pick<ImageRow, 'owner' | 'visibility'>;

export function isAdmin(actor: Actor): boolean {
  return actor.roles.has('admin');
}

export function isOwner(actor: Actor, image: Target): boolean {
  return actor.project !== null && actor.project === image.owner;
}

/**
 * Glance's default rules: `new` since 2023.1, `legacy` before. The legacy rules allow every role nearly everything, and
 * the handlers check the owner themselves.
 */
export function isAllowed(rbac: RbacMode, actor: Actor, action: ImageAction | MemberAction, image: Target): boolean {
  if (isAdmin(actor)) return true;
  if (action === 'publicize_image') return false;
  if (rbac === 'legacy') return true;

  // An actor who sees the shared image of another project is a member of the image.
  const isMember = actor.project !== null && image.visibility === 'shared' && !isOwner(actor, image);
  switch (action) {
    case 'get_member':
    case 'get_members':
      return actor.roles.has('reader') && (isOwner(actor, image) || isMember);
    case 'modify_member':
      return actor.roles.has('member') && isMember;
    default:
      return actor.roles.has('member') && isOwner(actor, image);
  }
}

export function canGetImage(rbac: RbacMode, actor: Actor, image: Target): boolean {
  if (isAdmin(actor) || rbac === 'legacy') return true;
  return actor.roles.has('reader') && (isOwner(actor, image) || image.visibility !== 'private');
}

export function canListImages(rbac: RbacMode, actor: Actor): boolean {
  if (isAdmin(actor) || rbac === 'legacy') return true;
  return actor.roles.has('reader') && actor.project !== null;
}
