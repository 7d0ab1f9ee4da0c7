import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { parseBusAddress } from '../../../src/live/notifications/busAddress.ts';
import { createMessageBus } from '../../../src/live/notifications/messageBus.ts';
import { startNotificationFeed } from '../../../src/live/notificationFeed.ts';
import { startGlance } from '../../support/realGlance/glance.ts';
import { createProjectTokens } from '../../support/realGlance/tokens.ts';
import { createRabbitmq } from '../../support/startRabbitmq.ts';
import { makeChanges, type ChangeMaker } from '../live/randomChanges.ts';
import { SharingModel, type SubscriberView } from '../live/sharingModel.ts';
import { openGlance } from '../live/subscribe.ts';
import { toTexts, watchFeed } from '../live/watchFeed.ts';

const PROJECTS = 20;
/** `LIVE_CHANGES=10000` for a long run with 200 subscribers. */
const CHANGES = Number(process.env['LIVE_CHANGES'] ?? 200);
const SUBSCRIPTIONS_OF_EACH = CHANGES < 1000 ? 2 : 10;
const TIMEOUT_MS = 240_000 + CHANGES * 300;

test(
  'each subscriber of 20 projects sees of a real Glance and a real RabbitMQ what it may see, and after a restart a resync',
  { timeout: TIMEOUT_MS },
  async () => {
    const { folder, keystoneUrl, servicePassword, tokens: known } = inject('realGlance');
    const rabbitmq = await createRabbitmq();
    await rabbitmq.start();
    const notificationsUrl = `rabbit://guest:guest@${rabbitmq.host}:${rabbitmq.port}/`;
    const glanceService = await startGlance(folder, {
      rbac: 'new',
      keystoneUrl,
      servicePassword,
      memberQuota: 128,
      notificationsUrl,
    });
    onTestFinished(glanceService.stop);
    const tokens = await createProjectTokens(keystoneUrl, known.admin, PROJECTS);
    const glance = openGlance(glanceService.url, keystoneUrl.replace(/\/v3\/?$/, ''));
    onTestFinished(() => glance.close());
    const address = parseBusAddress(notificationsUrl);
    if (address === undefined) throw new Error('no address');
    let isLive = false;
    const feed = await startNotificationFeed({
      source: createMessageBus({
        address,
        exchange: 'glance',
        topic: 'notifications',
        queueLength: 10_000,
        onMessage: () => {},
        onLost: () => {},
      }),
      tokenCheckMs: 60_000,
      onState: (state) => (isLive = state),
    });
    onTestFinished(() => feed.close());
    const maker: ChangeMaker = {
      endpoint: glanceService.url,
      tokens,
      model: new SharingModel(),
      owners: new Map(),
      maxImages: 20,
      maxMembers: 6,
    };
    // Glance creates the exchange with its first notification, and the bus waits for the exchange.
    await makeChanges(maker, 1, 5);
    await vi.waitFor(() => expect(isLive).toBe(true), { timeout: 90_000 });
    const views = watchFeed(feed, glance, tokens, maker.owners, SUBSCRIPTIONS_OF_EACH);
    await vi.waitFor(() => expect(views.every(({ events }) => events > 0)).toBe(true), { timeout: 90_000 });
    for (const view of views) view.readLists(maker.model);

    await makeChanges(maker, 2, CHANGES / 2);
    await expectConvergence(views, maker.model);
    expect(views.map(({ resyncs }) => resyncs)).toEqual(views.map(() => 0));

    await rabbitmq.stop();
    await vi.waitFor(() => expect(isLive).toBe(false), { timeout: 60_000 });
    await rabbitmq.start();
    await makeChanges(maker, 3, 5);
    await vi.waitFor(() => expect(isLive).toBe(true), { timeout: 90_000 });
    await vi.waitFor(() => expect(views.every(({ resyncs }) => resyncs > 0)).toBe(true), { timeout: 90_000 });
    for (const view of views) view.readLists(maker.model);

    await makeChanges(maker, 4, CHANGES / 2);
    await expectConvergence(views, maker.model);
    expect(views.flatMap(({ foreign }) => foreign)).toEqual([]);
  },
);

async function expectConvergence(views: readonly SubscriberView[], model: SharingModel): Promise<void> {
  await vi.waitFor(
    () => {
      for (const view of views) expect(toTexts(view.memberships)).toEqual(toTexts(model.visibleTo(view.project)));
    },
    { timeout: 60_000 },
  );
}
