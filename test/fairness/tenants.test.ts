import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/glance/caller.ts';
import { getImageMember } from '../../src/glance/wire/imageMember.ts';
import { Tenants } from '../../src/fairness/tenants.ts';
import { createTenantCaller, createTestGlance, KEY, MEMBER_ROW } from '../support/testGlance.ts';
import { startUpstream, type ScriptedUpstream } from '../support/scriptedUpstream.ts';

interface Stage {
  readonly upstream: ScriptedUpstream;
  /** Tokens of the calls that are under way, in the order in which they came. */
  readonly running: () => readonly string[];
  /** Makes that many calls, with a token and an address. */
  call(count: number, token: string, address?: string): Promise<PromiseSettledResult<unknown>[]>;
  /** Has the image service accept the token. */
  introduce(...tokens: readonly string[]): Promise<void>;
  /** Answers the oldest call of the token, and resolves when the next call has come, if one waits. */
  answer(token: string): Promise<void>;
  readonly state: () => { running: number; queued: number };
}

async function startStage(limit: number, queueLimit: number): Promise<Stage> {
  const held: { token: string; response: ServerResponse }[] = [];
  let answersAtOnce = false;
  const sendRow = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(MEMBER_ROW));
  };
  const upstream = await startUpstream(({ token }) =>
    answersAtOnce ? sendRow : (response) => held.push({ token, response }),
  );
  const glance = createTestGlance(upstream.url, { limit, queueLimit });
  const tenants = new Tenants({ tokenCalls: 0, addressCalls: 0, operationCalls: Number.POSITIVE_INFINITY });
  const read = (caller: Caller) => getImageMember(glance.wire(caller), KEY);
  return {
    upstream,
    running: () => held.map(({ token }) => token),
    state: () => ({ running: glance.state.running, queued: glance.state.queued }),
    async call(count, token, address) {
      const calls = Array.from({ length: count }, () => read(createTenantCaller(tenants, token, address)));
      return Promise.allSettled(calls);
    },
    async introduce(...tokens) {
      answersAtOnce = true;
      for (const token of tokens) await read(createTenantCaller(tenants, token));
      answersAtOnce = false;
    },
    async answer(token) {
      const index = held.findIndex((one) => one.token === token);
      const [one] = held.splice(index, 1);
      const { running, queued } = glance.state;
      const expected = running - (queued > 0 ? 0 : 1);
      if (one) sendRow(one.response);
      await expect.poll(() => held.length, { interval: 1 }).toBe(expected);
    },
  };
}

const count = (tokens: readonly string[], token: string): number => tokens.filter((one) => one === token).length;

describe('the slots', () => {
  it('are all for one token while nobody else waits', async () => {
    const { call, introduce, running, state } = await startStage(8, 8);
    await introduce('a');
    void call(12, 'a');
    await expect.poll(() => running().length).toBe(8);
    expect(state()).toEqual({ running: 8, queued: 4 });
  });

  it.each([
    ['from the same address', () => '192.0.2.1'],
    ['from another address each', (index: number) => `192.0.2.${index}`],
  ])('are a quarter at most for one token while others wait %s', async (_name, toAddress) => {
    const { call, introduce, running, answer } = await startStage(8, 100);
    const others = ['b', 'c', 'd', 'e', 'f'];
    await introduce('a', ...others);
    void call(30, 'a', toAddress(1));
    await expect.poll(() => running().length).toBe(8);
    for (const [index, token] of others.entries()) void call(6, token, toAddress(index + 2));
    for (let call = 0; call < 16; call += 1) {
      await answer(running()[0] ?? '');
      if (call >= 8) expect(count(running(), 'a')).toBeLessThanOrEqual(2);
    }
    for (const token of others) expect(count(running(), token)).toBeGreaterThanOrEqual(1);
  });

  it('are shared equally by two tokens that both wait', async () => {
    const { call, introduce, running, answer } = await startStage(8, 100);
    await introduce('a', 'b');
    void call(30, 'a');
    await expect.poll(() => running().length).toBe(8);
    void call(20, 'b');
    for (let call = 0; call < 16; call += 1) await answer(running()[0] ?? '');
    expect([count(running(), 'a'), count(running(), 'b')]).toEqual([4, 4]);
  });

  it('go to addresses in turn, whatever number of tokens each has', async () => {
    const { call, introduce, running, answer } = await startStage(8, 100);
    const many = Array.from({ length: 20 }, (_value, index) => `many-${index}`);
    await introduce('first', 'lone', ...many);
    void call(8, 'first', '192.0.2.9');
    await expect.poll(() => running().length).toBe(8);
    for (const token of many) void call(1, token, '192.0.2.1');
    void call(6, 'lone', '192.0.2.2');
    for (let call = 0; call < 8; call += 1) await answer('first');
    expect([running().filter((token) => token !== 'lone').length, count(running(), 'lone')]).toEqual([4, 4]);
  });

  it('count a token once, from however many addresses it comes', async () => {
    const { call, introduce, running, answer } = await startStage(8, 100);
    await introduce('first', 'spread', 'lone');
    void call(8, 'first', '192.0.2.9');
    await expect.poll(() => running().length).toBe(8);
    for (let host = 10; host < 40; host += 1) void call(1, 'spread', `192.0.2.${host}`);
    void call(6, 'lone', '192.0.2.2');
    for (let call = 0; call < 8; call += 1) await answer('first');
    expect([count(running(), 'spread'), count(running(), 'lone')]).toEqual([4, 4]);
  });

  it('go to tokens that the image service has accepted before all others', async () => {
    const { call, introduce, running, answer } = await startStage(1, 1000);
    await introduce('first', 'known');
    void call(1, 'first');
    await expect.poll(() => running()).toEqual(['first']);
    for (let stranger = 0; stranger < 490; stranger += 1) void call(1, `stranger-${stranger}`);
    void call(1, 'known');
    await answer('first');
    expect(running()).toEqual(['known']);
  });

  it('go to a token that is not known yet in one turn of eight', async () => {
    const { call, introduce, running, answer } = await startStage(8, 1000);
    await introduce('a', 'b');
    void call(60, 'a');
    void call(60, 'b');
    await expect.poll(() => running().length).toBe(8);
    void call(3, 'new', '192.0.2.2');
    const turns: string[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      await answer(running()[0] ?? '');
      turns.push(running().at(-1) ?? '');
    }
    expect(count(turns, 'new')).toBe(1);
  });

  it('are an eighth free of tokens that are not known yet', async () => {
    const { call, introduce, running, state } = await startStage(16, 1000);
    await introduce('known');
    for (let stranger = 0; stranger < 40; stranger += 1) void call(1, `stranger-${stranger}`);
    await expect.poll(() => running().length).toBe(14);
    expect(state()).toEqual({ running: 14, queued: 26 });
    void call(2, 'known');
    await expect.poll(() => count(running(), 'known')).toBe(2);
  });

  it('go to waiting calls of a token once one of its calls was accepted', async () => {
    const { call, introduce, running, answer } = await startStage(1, 1000);
    await introduce('first');
    void call(2, 'new');
    await expect.poll(() => running()).toEqual(['new']);
    for (let stranger = 0; stranger < 20; stranger += 1) void call(1, `stranger-${stranger}`, '192.0.2.2');
    await answer('new');
    expect(running()).toEqual(['new']);
  });
});

describe('the places of the queue', () => {
  const REFUSED = { status: 'rejected', reason: { kind: 'unavailable', outcome: 'notApplied' } };

  it('are all for one token while nobody else comes, and make room for those that come later', async () => {
    const { call, introduce, running, answer, state } = await startStage(1, 8);
    await introduce('a', 'b', 'c');
    const ofA = call(10, 'a');
    await expect.poll(() => running()).toEqual(['a']);
    expect(state()).toEqual({ running: 1, queued: 8 });
    const ofB = call(2, 'b');
    const ofC = call(2, 'c');
    expect(state()).toEqual({ running: 1, queued: 8 });
    for (const token of ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'a', 'a']) await answer(token);
    expect((await ofA).slice(5)).toMatchObject([REFUSED, REFUSED, REFUSED, REFUSED, REFUSED]);
    expect(await Promise.all([ofA, ofB, ofC])).toMatchObject([
      { length: 10 },
      [{ status: 'fulfilled' }, { status: 'fulfilled' }],
      [{ status: 'fulfilled' }, { status: 'fulfilled' }],
    ]);
  });

  it('are taken from tokens that are not known yet by one that is', async () => {
    const { call, introduce, running, state } = await startStage(1, 8);
    await introduce('first', 'known');
    void call(1, 'first');
    await expect.poll(() => running()).toEqual(['first']);
    const strangers = Array.from({ length: 8 }, (_value, index) => call(1, `stranger-${index}`));
    void call(4, 'known');
    expect(state()).toEqual({ running: 1, queued: 8 });
    expect(await Promise.race(strangers)).toMatchObject([REFUSED]);
    expect(await call(1, 'one-more')).toMatchObject([REFUSED]);
  });
});
