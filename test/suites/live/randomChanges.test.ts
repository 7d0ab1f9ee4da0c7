import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { startNotificationFeed } from '../../../src/live/notificationFeed.ts';
import { createEmbeddedNotifications } from '../../../src/live/notifications/embeddedNotifications.ts';
import { createPollingFeed } from '../../../src/live/polling/pollingFeed.ts';
import { makeChanges } from './randomChanges.ts';
import { SharingModel } from './sharingModel.ts';
import { openGlance } from './subscribe.ts';
import { toTexts, watchFeed } from './watchFeed.ts';

const PROJECTS = 20;

const FEEDS = {
  notifications: (url: string) =>
    startNotificationFeed({ source: createEmbeddedNotifications(url, () => {}), tokenCheckMs: 60_000 }),
  polling: async () => createPollingFeed({ intervalMs: 100, callsPerMinute: 1_000_000, tokenCheckMs: 60_000 }),
};

test.each(['notifications', 'polling'] as const)(
  'every subscriber is told of all that it may see and of nothing else, by %s',
  { timeout: 300_000 },
  async (name) => {
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
    const feed = await FEEDS[name](embedded.url);
    onTestFinished(() => feed.close());

    const model = new SharingModel();
    const owners = new Map<string, string>();
    const views = watchFeed(feed, glance, tokens, owners, 2);
    await vi.waitFor(() => expect(views.every(({ events }) => events === 1)).toBe(true), { timeout: 20_000 });

    await makeChanges({ endpoint: embedded.url, tokens, model, owners, maxImages: 30, maxMembers: 6 }, 1, 3000);

    await vi.waitFor(
      () => {
        for (const view of views) {
          expect(toTexts(view.memberships)).toEqual(toTexts(model.visibleTo(view.project)));
        }
      },
      { timeout: 20_000 },
    );
    expect(views.flatMap(({ foreign }) => foreign)).toEqual([]);
    expect(views.map(({ resyncs }) => resyncs)).toEqual(views.map(() => 0));
    expect(views.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(name === 'polling' ? 100 : 3000);
  },
);
