import type { Glance } from '../../../src/glance/glance.ts';
import type { SharingFeed } from '../../../src/live/sharingFeed.ts';
import { SubscriberView } from './sharingModel.ts';
import { toSubscription } from './subscribe.ts';

/** Subscribes each project so many times, and applies every event. */
export function watchFeed(
  feed: SharingFeed,
  glance: Glance,
  tokens: ReadonlyMap<string, string>,
  owners: ReadonlyMap<string, string>,
  subscriptionsOfEach: number,
): SubscriberView[] {
  return [...tokens].flatMap(([project, token]) =>
    Array.from({ length: subscriptionsOfEach }, () => {
      const view = new SubscriberView(project, owners);
      const events = feed.subscribe(toSubscription(glance, token));
      void (async () => {
        for await (const event of events) view.apply(event);
      })();
      return view;
    }),
  );
}

/** Memberships with their status as sorted texts, for comparison. */
export function toTexts(memberships: ReadonlyMap<string, string>): string[] {
  return [...memberships].map((one) => one.join(' ')).sort();
}
