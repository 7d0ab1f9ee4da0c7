import { expect } from 'vitest';
import { createLeaving, times, type Attack, type Stage } from '../support/attack.ts';
import { manyInboxes, manyMembers, ONE_IMAGE } from '../support/documents.ts';

/** The metrics of what is under way come a moment after the sockets are closed. */
const SETTLED = { running: 0, queued: 0, isBreakerClosed: true };

/** Waits until the well-behaved client has had so many answers more, while the attack goes on. */
async function untilGoodAnswers(stage: Stage, count: number): Promise<void> {
  const before = stage.goodAnswers;
  await expect.poll(() => stage.goodAnswers - before, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
}

/** Attacks on connections, the queue, the breaker and the image service itself. */
export const UPSTREAM_ATTACKS: readonly Attack[] = [
  {
    item: 5,
    name: 'a batch that the deadline cuts through is no outage of the image service',
    before: 'the breaker opened and refused 19 of 22 good requests',
    env: { OPERATION_TIMEOUT_MS: '2000' },
    glance: { delayMs: 100 },
    async run({ post, product }) {
      await Promise.all(times(4, (index) => post(manyMembers(800), `known-token-of-a-batch-${index}`)));
      expect(await product.readUpstream()).toMatchObject({ isBreakerClosed: true });
    },
  },
  {
    item: 9,
    name: '120 requests of one token do not take the connections and the queue from others',
    before: 'everybody else got UPSTREAM_UNAVAILABLE',
    glance: { delayMs: 50 },
    async run(stage) {
      const leaving = createLeaving();
      const requests = times(120, () => stage.post(manyInboxes(20), 'known-token-of-the-greedy', leaving.signal));
      await expect.poll(async () => (await stage.product.readUpstream()).queued).toBeGreaterThan(1000);
      await untilGoodAnswers(stage, 20);
      leaving.abort();
      await Promise.all(requests);
    },
  },
  {
    item: 9,
    name: '600 operations of one token do not take the running operations from others',
    before: 'everybody else got 503',
    glance: { delayMs: 500 },
    async run(stage) {
      const over = new AbortController();
      const requests = times(600, async () => {
        while (!over.signal.aborted) {
          const reply = await stage.post(ONE_IMAGE, 'known-token-of-the-greedy');
          if (reply?.status === 503) await stage.wait(500);
        }
      });
      await expect.poll(async () => (await stage.product.readUpstream()).queued).toBeGreaterThan(400);
      await untilGoodAnswers(stage, 40);
      over.abort();
      await Promise.all(requests);
    },
  },
  {
    item: 9,
    name: 'one request for 20 inboxes makes no more calls than the budget of a minute, and leaves connections to others',
    before: '10,100 calls',
    env: { RATE_LIMIT_TOKEN_CALLS: '3000' },
    async run({ post, glance }) {
      await post(manyInboxes(20), 'known-token-of-the-greedy');
      const counts = await glance.countByToken();
      expect(counts.get('known-token-of-the-greedy')).toBeLessThanOrEqual(3000);
    },
  },
  {
    item: 9,
    name: 'a batch ends at the first refusal of its token',
    before: 'a call for each of its items, to Keystone as well',
    async run({ post, glance }) {
      await post(manyMembers(600), 'an-invented-token-of-nobody');
      const counts = await glance.countByToken();
      const calls = counts.get('an-invented-token-of-nobody') ?? 0;
      expect(calls).toBeGreaterThan(0);
      expect(calls).toBeLessThanOrEqual(20);
    },
  },
  {
    item: 9,
    name: '490 invented tokens do not hold up one that the image service has accepted',
    before: 'they filled all connections and the queue',
    glance: { strangerDelayMs: 60_000 },
    async run(stage) {
      const leaving = createLeaving();
      const requests = times(490, (index) => stage.post(ONE_IMAGE, `an-invented-token-${index}`, leaving.signal));
      await expect.poll(async () => (await stage.product.readUpstream()).queued).toBeGreaterThan(300);
      await untilGoodAnswers(stage, 20);
      leaving.abort();
      await Promise.all(requests);
    },
  },
  {
    item: 15,
    name: '500 clients that leave while the image service hangs leave nothing behind',
    before: 'every slot stayed full, and each counted as a success for the breaker',
    glance: { hangs: true },
    goodClient: 'after',
    async run({ post, wait, product, glance }) {
      const leaving = createLeaving();
      const requests = times(500, (index) => post(manyMembers(3), `known-token-of-a-leaver-${index}`, leaving.signal));
      await wait(1000);
      leaving.abort();
      await Promise.all(requests);
      await expect.poll(() => product.readUpstream()).toEqual(SETTLED);
      glance.behave({});
    },
  },
];
