import { expect } from 'vitest';
import { createLeaving, times, type Attack } from '../support/attack.ts';
import { manyInboxes, manyMembers, ONE_IMAGE } from '../support/documents.ts';

/** The metrics of what is under way come a moment after the sockets are closed. */
const SETTLED = { running: 0, queued: 0, isBreakerClosed: true };

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
    async run({ post, wait }) {
      const leaving = createLeaving();
      const requests = times(120, () => post(manyInboxes(1), 'known-token-of-the-greedy', leaving.signal));
      await wait(1500);
      leaving.abort();
      await Promise.all(requests);
    },
  },
  {
    item: 9,
    name: '600 operations of one token do not take the running operations from others',
    before: 'everybody else got 503',
    glance: { delayMs: 200 },
    async run({ post, wait }) {
      let isOver = false;
      const loops = times(600, async (index) => {
        while (!isOver) {
          const reply = await post(ONE_IMAGE, 'known-token-of-the-greedy');
          if (reply?.status !== 200) await new Promise((resolve) => setTimeout(resolve, 100 + (index % 50)));
        }
      });
      await wait(1500);
      isOver = true;
      await Promise.all(loops);
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
    before: '2,600 calls, to Keystone as well',
    async run({ post, glance }) {
      await post(manyMembers(2600), 'an-invented-token-of-nobody');
      const counts = await glance.countByToken();
      expect(counts.get('an-invented-token-of-nobody')).toBeLessThanOrEqual(20);
    },
  },
  {
    item: 9,
    name: '490 invented tokens do not hold up one that the image service has accepted',
    before: 'they filled all connections and the queue',
    glance: { strangerDelayMs: 300 },
    async run({ post }) {
      await Promise.all(times(490, (index) => post(manyMembers(1), `an-invented-token-${index}`)));
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
