import type {
  ImageMemberRemovedCause,
  ImageSharingEvent,
  ImageSharingResyncReason,
  ImageSharingSource,
} from '../../generated/schemaTypes.ts';
import type { RemovedCause, ResyncReason, SharingEvent, SharingSourceName } from '../../live/sharingFeed.ts';

type Kind = SharingEvent['kind'];

export type ReadyEvent = Extract<SharingEvent, { kind: 'ready' }>;
export type ChangeEvent = Extract<SharingEvent, { kind: 'added' | 'updated' }>;
export type RemovedEvent = Extract<SharingEvent, { kind: 'removed' }>;
export type ResyncEvent = Extract<SharingEvent, { kind: 'resync' }>;

const TYPENAME: Record<Kind, NonNullable<ImageSharingEvent['__typename']>> = {
  ready: 'ImageSharingReady',
  added: 'ImageMemberAdded',
  updated: 'ImageMemberUpdated',
  removed: 'ImageMemberRemoved',
  resync: 'ImageSharingResync',
};

const SOURCE: Record<SharingSourceName, ImageSharingSource> = {
  notifications: 'NOTIFICATIONS',
  polling: 'POLLING',
};

const CAUSE: Record<RemovedCause, ImageMemberRemovedCause> = {
  removed: 'REMOVED',
  imageDeleted: 'IMAGE_DELETED',
  visibilityChanged: 'VISIBILITY_CHANGED',
  unknown: 'UNKNOWN',
};

const REASON: Record<ResyncReason, ImageSharingResyncReason> = {
  sourceLost: 'SOURCE_LOST',
  slowConsumer: 'SLOW_CONSUMER',
  gatewayRestarted: 'GATEWAY_RESTARTED',
};

export const toTypename = (kind: Kind) => TYPENAME[kind];
export const toSource = (source: SharingSourceName): ImageSharingSource => SOURCE[source];
export const toCause = (cause: RemovedCause): ImageMemberRemovedCause => CAUSE[cause];
export const toReason = (reason: ResyncReason): ImageSharingResyncReason => REASON[reason];
