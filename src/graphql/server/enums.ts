import type { ImageMemberStatus, ImageStatus, ImageVisibility } from '../../generated/resolverTypes.ts';
import type { GlanceVisibility } from '../../glance/wire/image.ts';
import type { GlanceMemberStatus } from '../../glance/wire/imageMember.ts';

const MEMBER_STATUS: Record<GlanceMemberStatus, ImageMemberStatus> = {
  pending: 'PENDING',
  accepted: 'ACCEPTED',
  rejected: 'REJECTED',
};

const GLANCE_MEMBER_STATUS: Record<ImageMemberStatus, GlanceMemberStatus> = {
  PENDING: 'pending',
  ACCEPTED: 'accepted',
  REJECTED: 'rejected',
};

const VISIBILITY: Record<GlanceVisibility, ImageVisibility> = {
  public: 'PUBLIC',
  community: 'COMMUNITY',
  shared: 'SHARED',
  private: 'PRIVATE',
};

const GLANCE_VISIBILITY: Record<ImageVisibility, GlanceVisibility> = {
  PUBLIC: 'public',
  COMMUNITY: 'community',
  SHARED: 'shared',
  PRIVATE: 'private',
};

/** A map, because the image service may say any word, also one that every object has, such as `constructor`. */
const STATUS: ReadonlyMap<string, ImageStatus> = new Map([
  ['queued', 'QUEUED'],
  ['saving', 'SAVING'],
  ['uploading', 'UPLOADING'],
  ['importing', 'IMPORTING'],
  ['active', 'ACTIVE'],
  ['deactivated', 'DEACTIVATED'],
  ['killed', 'KILLED'],
  ['deleted', 'DELETED'],
  ['pending_delete', 'PENDING_DELETE'],
]);

export const toMemberStatus = (status: GlanceMemberStatus): ImageMemberStatus => MEMBER_STATUS[status];
export const toGlanceMemberStatus = (status: ImageMemberStatus): GlanceMemberStatus => GLANCE_MEMBER_STATUS[status];
export const toVisibility = (visibility: GlanceVisibility): ImageVisibility => VISIBILITY[visibility];
export const toGlanceVisibility = (visibility: ImageVisibility): GlanceVisibility => GLANCE_VISIBILITY[visibility];
export const toStatus = (status: string): ImageStatus => STATUS.get(status) ?? 'UNKNOWN';
export const toGlanceStatus = (status: ImageStatus): string => status.toLowerCase();
