import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { startNotificationFeed } from '../../../src/live/notificationFeed.ts';
import { createEmbeddedNotifications } from '../../../src/live/notifications/embeddedNotifications.ts';
import { makeChanges } from './randomChanges.ts';
import { SharingModel, SubscriberView } from './sharingModel.ts';
import { openGlance, toSubscription } from './subscribe.ts';

const PROJECTS = 20;

test(
  'every subscriber is told of all that it may see and of nothing else, under random changes',
  { timeout: 300_000 },
  async () => {
    const ids = Array.from({ length: PROJECTS }, (_, index) => `${index}`.padStart(32, 'abcdef0'));
    const tokens = new Map(ids.map((id) => [id, `token-of-project-${id}`]));
    const seed = {
      projects: Object.fromEntries(ids.map((id, index) => [`project-${index}`, id])),
      tokens: Object.fromEntries(
        ids.map((id, index) => [
          `t${index}`,
          { token: tokens.get(id) ?? '', project: `project-${index}`, roles: ['member'] },
        ]),
      ),
      images: [],
    };
    const embedded = await startEmbeddedGlance({ seed });
    onTestFinished(() => embedded.stop());
    const glance = openGlance(embedded.url, `${embedded.url}/identity`);
    onTestFinished(() => glance.close());
    const source = createEmbeddedNotifications(embedded.url, () => {});
    const feed = await startNotificationFeed({ source, tokenCheckMs: 60_000 });
    onTestFinished(() => feed.close());

    const model = new SharingModel();
    const owners = new Map<string, string>();
    const views = ids.flatMap((id) => [new SubscriberView(id, owners), new SubscriberView(id, owners)]);
    for (const view of views) {
      const events = feed.subscribe(toSubscription(glance, tokens.get(view.project) ?? ''));
      void (async () => {
        for await (const event of events) view.apply(event);
      })();
    }
    await vi.waitFor(() => expect(views.every(({ events }) => events === 1)).toBe(true), { timeout: 20_000 });

    await makeChanges({ endpoint: embedded.url, tokens, model, owners, maxImages: 30, maxMembers: 6 }, 1, 3000);

    const describe = (memberships: ReadonlyMap<string, string>) => [...memberships].map((one) => one.join(' ')).sort();
    await vi.waitFor(
      () => {
        for (const view of views) {
          expect(describe(view.memberships)).toEqual(describe(model.visibleTo(view.project)));
        }
      },
      { timeout: 20_000 },
    );
    expect(views.flatMap(({ foreign }) => foreign)).toEqual([]);
    expect(views.map(({ resyncs }) => resyncs)).toEqual(views.map(() => 0));
    expect(views.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(3000);
  },
);
