import type {
  ImageForbiddenReason,
  ImageMemberStatus,
  ImageStatus,
  ImageVisibility,
} from '../../generated/schemaTypes.ts';
import type { Glance, GlanceError, GlanceImage, GlanceImageMember } from '../../glance/glance.ts';

type GlanceMemberStatus = Exclude<GlanceImageMember['status'], GlanceError>;
type GlanceVisibility = Exclude<GlanceImage['visibility'], GlanceError>;
type ForbiddenReason = Awaited<ReturnType<ReturnType<Glance['as']>['members']['explainForbidden']>>;

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

/** A Map, because the image service can send any word, also the name of a property of every object: `constructor`. */
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

const FORBIDDEN_REASON: Record<ForbiddenReason, ImageForbiddenReason> = {
  notOwner: 'NOT_OWNER',
  notMember: 'NOT_MEMBER',
  notShared: 'IMAGE_NOT_SHARED',
  policy: 'POLICY',
};

export const toForbiddenReason = (reason: ForbiddenReason): ImageForbiddenReason => FORBIDDEN_REASON[reason];
export const toMemberStatus = (status: GlanceMemberStatus): ImageMemberStatus => MEMBER_STATUS[status];
export const toGlanceMemberStatus = (status: ImageMemberStatus): GlanceMemberStatus => GLANCE_MEMBER_STATUS[status];
export const toVisibility = (visibility: GlanceVisibility): ImageVisibility => VISIBILITY[visibility];
export const toGlanceVisibility = (visibility: ImageVisibility): GlanceVisibility => GLANCE_VISIBILITY[visibility];
export const toStatus = (status: string): ImageStatus => STATUS.get(status) ?? 'UNKNOWN';
export const toGlanceStatus = (status: ImageStatus): string => status.toLowerCase();
