import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Glance } from '../../src/glance/glance.ts';
import { postImageMember } from '../../src/glance/imageMember.ts';
import { Cancellation } from '../../src/glance/cancellation.ts';
import { findClosedPort } from '../support/stubGlance.ts';
import {
  createCaller,
  createTestGlance,
  KEY,
  MEMBER_ROW,
  ok,
  reset,
  startScriptedUpstream,
  status,
} from './scriptedUpstream.ts';

const REFUSED = { kind: 'unavailable', outcome: 'notApplied', upstreamStatus: null, retryable: true };
const SENSITIVE = { breakerMinimumRps: 1, breakerOpenMs: 100 };
const SILENCE_MS = 400;
/** Undici checks time-outs of more than a second twice a second, so that ours can come before its own. */
const LONG_SILENCE_MS = 1100;

const hang = (): void => {};
const halfAnswer = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{');
};

function leaveAfter(milliseconds: number): Cancellation {
  const cancellation = Cancellation.start(10_000);
  setTimeout(() => cancellation.cancel('clientGone'), milliseconds);
  return cancellation;
}

function callMany(glance: Glance, count: number, cancel: () => Cancellation): Promise<unknown> {
  const calls = Array.from({ length: count }, () => postImageMember(glance.client, createCaller(cancel()), KEY));
  return Promise.allSettled(calls);
}

describe('the breaker', () => {
  it('opens after an outage, refuses at once, and closes after a probe that succeeds', async () => {
    let down = true;
    const upstream = await startScriptedUpstream((response, request) => (down ? status(503) : ok)(response, request));
    const { client } = createTestGlance(upstream.url, SENSITIVE);
    const post = () => postImageMember(client, createCaller(), KEY);
    await expect
      .poll(() => post().catch((error: unknown) => error), { interval: 1, timeout: 10_000 })
      .toMatchObject(REFUSED);
    const before = upstream.requests.length;
    await expect(post()).rejects.toMatchObject(REFUSED);
    expect(upstream.requests).toHaveLength(before);
    down = false;
    await expect.poll(() => post().catch(() => null), { interval: 20 }).toEqual(MEMBER_ROW);
    expect(upstream.requests).toHaveLength(before + 1);
  });

  it.each([400, 401, 403, 404, 409, 413, 429, 500])('stays closed over answers with %i', async (code) => {
    const upstream = await startScriptedUpstream(status(code));
    const { client } = createTestGlance(upstream.url, SENSITIVE);
    for (let call = 0; call < 60; call += 1) {
      await expect(postImageMember(client, createCaller(), KEY)).rejects.toMatchObject({ upstreamStatus: code });
    }
    expect(upstream.requests).toHaveLength(60);
  });

  it.each([
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['a reset', reset],
    ['no answer within the time for headers', hang],
    ['no more of an answer within the time for bodies', halfAnswer],
  ])('opens after %s', async (_name, answer) => {
    const upstream = await startScriptedUpstream(answer);
    const timeouts = { headersTimeoutMs: SILENCE_MS, bodyTimeoutMs: SILENCE_MS };
    const glance = createTestGlance(upstream.url, SENSITIVE, timeouts);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.client.state.breaker).toBe('open');
  });

  it('opens after refused connections', async () => {
    const glance = createTestGlance(`http://127.0.0.1:${await findClosedPort()}`, SENSITIVE);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.client.state.breaker).toBe('open');
  });

  it.each([
    ['our deadline', () => Cancellation.start(LONG_SILENCE_MS + 50)],
    ['a client that leaves', () => leaveAfter(LONG_SILENCE_MS + 50)],
  ])(
    'opens after calls that %s gave up when the service had been silent for the time for headers',
    async (_n, cancel) => {
      const upstream = await startScriptedUpstream(hang);
      const glance = createTestGlance(upstream.url, SENSITIVE, { headersTimeoutMs: LONG_SILENCE_MS });
      await callMany(glance, 12, cancel);
      expect(glance.client.state.breaker).toBe('open');
    },
  );

  it.each([
    ['our deadline gave up while they waited for a slot', { limit: 1 }, () => Cancellation.start(50), 1],
    ['our deadline gave up soon after they went out', {}, () => Cancellation.start(50), 60],
    ['were past their deadline before they went out', {}, () => Cancellation.start(0), 0],
    ['a client that left gave up while they waited for a slot', { limit: 1 }, () => leaveAfter(50), 1],
    ['a client that left gave up soon after they went out', {}, () => leaveAfter(50), 60],
  ] as const)('takes no account of calls that %s', async (_name, isolation, cancel, sent) => {
    let hangs = true;
    const upstream = await startScriptedUpstream((response, request) => (hangs ? hang() : ok(response, request)));
    const glance = createTestGlance(upstream.url, { ...SENSITIVE, ...isolation });
    await callMany(glance, 60, cancel);
    await expect.poll(() => glance.client.state).toEqual({ running: 0, queued: 0, breaker: 'closed' });
    expect(upstream.requests.length).toBe(sent);
    hangs = false;
    expect(await postImageMember(glance.client, createCaller(), KEY)).toEqual(MEMBER_ROW);
  });

  it('does not take calls that were given up for answers, which would outweigh failures', async () => {
    let answer: (response: ServerResponse, request: IncomingMessage) => void = hang;
    const upstream = await startScriptedUpstream((response, request) => answer(response, request));
    const glance = createTestGlance(upstream.url, SENSITIVE);
    await callMany(glance, 60, () => leaveAfter(50));
    answer = status(503);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.client.state.breaker).toBe('open');
  });

  it('lets the next probe through at once when a client leaves the first one', async () => {
    let answer = status(503);
    const upstream = await startScriptedUpstream((response, request) => answer(response, request));
    const glance = createTestGlance(upstream.url, SENSITIVE);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.client.state.breaker).toBe('open');
    const before = upstream.requests.length;
    answer = hang;
    await new Promise((resolve) => setTimeout(resolve, SENSITIVE.breakerOpenMs));
    await expect(postImageMember(glance.client, createCaller(leaveAfter(50)), KEY)).rejects.toMatchObject({
      kind: 'timeout',
    });
    answer = ok;
    expect(await postImageMember(glance.client, createCaller(), KEY)).toEqual(MEMBER_ROW);
    expect(upstream.requests).toHaveLength(before + 2);
    expect(glance.client.state.breaker).toBe('closed');
  });

  it('takes no account of a call that began before it closed', async () => {
    const held: ServerResponse[] = [];
    let answer = (response: ServerResponse): unknown => held.push(response);
    const upstream = await startScriptedUpstream((response) => void answer(response));
    const glance = createTestGlance(upstream.url, SENSITIVE);
    const early = callMany(glance, 20, () => Cancellation.start(10_000));
    await expect.poll(() => held.length).toBe(20);
    answer = (response) => response.writeHead(503).end();
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.client.state.breaker).toBe('open');
    answer = (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(MEMBER_ROW));
    await expect
      .poll(() => postImageMember(glance.client, createCaller(), KEY).catch(() => null), { interval: 20 })
      .toEqual(MEMBER_ROW);
    for (const response of held) response.socket?.resetAndDestroy();
    await early;
    expect(glance.client.state.breaker).toBe('closed');
  });
});

describe('clients that give up while the image service hangs', () => {
  it('give back their slots, and leave it to the others once it answers again', async () => {
    let hangs = true;
    const upstream = await startScriptedUpstream((response, request) => (hangs ? hang() : ok(response, request)));
    const glance = createTestGlance(upstream.url, SENSITIVE);
    await callMany(glance, 500, () => leaveAfter(100));
    expect(glance.client.state).toEqual({ running: 0, queued: 0, breaker: 'closed' });
    hangs = false;
    const answers = Array.from({ length: 100 }, () => postImageMember(glance.client, createCaller(), KEY));
    expect(await Promise.all(answers)).toEqual(answers.map(() => MEMBER_ROW));
  });
});
