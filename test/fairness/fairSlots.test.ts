import { describe, expect, it } from 'vitest';
import { FairSlots, POOLS } from '../../src/fairness/fairSlots.ts';
import type { Place } from '../../src/fairness/fairQueue.ts';
import { Tenants, type Share } from '../../src/fairness/tenants.ts';
import { createRandom } from '../support/random.ts';

const SEEDS = Array.from({ length: 20 }, (_value, index) => index + 1);
const STEPS = 2000;

interface Waiter {
  readonly share: Share;
  readonly place: Place | null;
  state: 'waiting' | 'running' | 'over';
}

/** Callers that come, leave, are accepted and end in a random order, with what must hold at each step. */
function play(seed: number): void {
  const random = createRandom(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const limit = 1 + Math.floor(random() * 24);
  const queueLimit = Math.floor(random() * 30);
  const slots = new FairSlots(POOLS.imageCalls, limit, queueLimit);
  const tenants = new Tenants({ tokenCalls: 0, addressCalls: 0, operationCalls: Number.POSITIVE_INFINITY });
  const waiters: Waiter[] = [];
  const inState = (state: Waiter['state']): Waiter[] => waiters.filter((waiter) => waiter.state === state);
  const runningOf = (key: 'token' | 'address', share: Share): number =>
    inState('running').filter((waiter) => waiter.share[key] === share[key]).length;
  const isWithinShare = (share: Share): boolean =>
    runningOf('token', share) < slots.quarter && runningOf('address', share) < slots.quarter;

  const enter = (waiter: Waiter): void => {
    // A token has one line, which stands with the address of its first place.
    const first = new Map<Share['token'], Share>();
    for (const { share, place } of inState('waiting')) {
      if (place?.isKnown === waiter.place?.isKnown && !first.has(share.token)) first.set(share.token, share);
    }
    if (!isWithinShare(waiter.share)) expect([...first.values()].filter(isWithinShare)).toEqual([]);
    waiter.state = 'running';
  };
  const arrive = (): void => {
    const share = tenants.open(`token-${Math.floor(random() * 9)}`, `address-${Math.floor(random() * 5)}`);
    if (slots.take(share)) return void waiters.push({ share, place: null, state: 'running' });
    let waiter: Waiter | null = null;
    const place = slots.wait(
      share,
      () => waiter && enter(waiter),
      () => waiter && (waiter.state = 'over'),
    );
    if (!place) return share.close();
    waiter = { share, place, state: 'waiting' };
    waiters.push(waiter);
  };
  const end = (): void => {
    const waiter = pick(inState('running'));
    if (!waiter) return;
    if (random() < 0.3) waiter.share.accept();
    if (random() < 0.05) waiter.share.reject();
    waiter.state = 'over';
    slots.release(waiter.share);
    waiter.share.close();
  };
  const leave = (): void => {
    const waiter = pick(inState('waiting'));
    if (!waiter?.place) return;
    slots.leave(waiter.place);
    waiter.state = 'over';
  };

  for (let step = 0; step < STEPS; step += 1) {
    const chance = random();
    if (chance < 0.5) arrive();
    else if (chance < 0.93) end();
    else leave();
    expect([slots.running, slots.queued]).toEqual([inState('running').length, inState('waiting').length]);
    expect(slots.running).toBeLessThanOrEqual(limit);
    expect(slots.queued).toBeLessThanOrEqual(queueLimit);
    const isFree = slots.running < limit;
    expect(isFree && inState('waiting').some(({ place }) => place?.isKnown)).toBe(false);
  }
  while (inState('running').length > 0) end();
  expect([slots.running, slots.queued]).toEqual([0, 0]);
  expect(inState('waiting')).toEqual([]);
}

describe('shares of slots', () => {
  it.each(SEEDS)('stay within their limits under random calls that come, leave and end (seed %i)', play);
});
