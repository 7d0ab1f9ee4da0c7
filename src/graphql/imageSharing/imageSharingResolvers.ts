import type { Resolvers } from '../../generated/resolverTypes.ts';
import { GlanceError } from '../../glance/glance.ts';
import type { SharingEvent } from '../../live/sharingFeed.ts';
import { toImageMemberId } from '../imageMember/imageMemberId.ts';
import { parseImageId } from '../imageMember/memberInput.ts';
import { toCause, toReason, toSource, toTypename } from './sharingEvents.ts';

const NOT_CONFIGURED = 'The gateway has no source of events: subscriptions of sharing are switched off.';

export const imageSharingResolvers: Resolvers = {
  Subscription: {
    imageSharing: {
      subscribe(_parent, { imageId }, { subscriber }) {
        const parsed = typeof imageId === 'string' ? parseImageId(imageId, ['imageId']) : null;
        if (!subscriber?.sharing) throw new GlanceError('notConfigured', { message: NOT_CONFIGURED });
        const { tokenKey, read } = subscriber;
        return subscriber.sharing.subscribe({ tokenKey, read, imageId: parsed });
      },
      // Each event is the root value of an execution of its own.
      resolve: (event: SharingEvent) => event,
    },
  },
  ImageSharingEvent: { __resolveType: ({ kind }) => toTypename(kind) },
  ImageSharingReady: { source: ({ source }) => toSource(source) },
  ImageMemberAdded: { imageMember: ({ member }) => member },
  ImageMemberUpdated: { imageMember: ({ member }) => member },
  ImageMemberRemoved: {
    deletedImageMemberId: ({ key }) => toImageMemberId(key),
    imageId: ({ key }) => key.imageId,
    memberId: ({ key }) => key.memberId,
    cause: ({ cause }) => toCause(cause),
  },
  ImageSharingResync: { reason: ({ reason }) => toReason(reason) },
};
