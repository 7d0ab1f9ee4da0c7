import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postImageMember } from '../../../src/glance/wire/imageMember.ts';
import { Cancellation, type CancellationReason } from '../../../src/lib/cancellation.ts';
import { isolate } from '../../../src/glance/transport/isolation.ts';
import { connectTo } from '../../../src/glance/transport/connection.ts';
import { createCaller, createTestGlance, KEY, MEMBER, ok, status, type TestGlance } from '../../support/testGlance.ts';
import {
  findClosedPort,
  startRepeatingUpstream,
  startUpstream,
  type ScriptedUpstream,
  type UpstreamStep,
} from '../../support/scriptedUpstream.ts';
import { hang, reset } from '../../support/brokenSteps.ts';

const REFUSED = { kind: 'unavailable', outcome: 'notApplied', upstreamStatus: null, retryable: true };
const SENSITIVE = { breakerMinimumRps: 1, breakerOpenMs: 100 };
const SILENCE_MS = 400;
const PATIENCE_MS = 60_000;
const PATIENT = { headersTimeoutMs: PATIENCE_MS };

const halfAnswer = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{');
};

function callMany(glance: TestGlance, count: number, cancel: () => Cancellation): Promise<unknown> {
  const calls = Array.from({ length: count }, () => postImageMember(glance.wire(createCaller(cancel())), KEY));
  return Promise.allSettled(calls);
}

/** Makes calls, and gives up all of them once so many have come to the upstream. */
async function giveUpMany(
  glance: TestGlance,
  upstream: ScriptedUpstream,
  { count, sent, reason }: { count: number; sent: number; reason: CancellationReason },
): Promise<void> {
  const cancellation = Cancellation.start(PATIENCE_MS);
  const before = upstream.calls.length;
  const calls = callMany(glance, count, () => cancellation);
  await expect.poll(() => upstream.calls.length - before).toBe(sent);
  cancellation.cancel(reason);
  await calls;
}

describe('the circuit breaker', () => {
  it('opens after an outage, refuses at once, and closes after a probe that succeeds', async () => {
    let down = true;
    const upstream = await startUpstream(() => (down ? status(503) : ok));
    const glance = createTestGlance(upstream.url, SENSITIVE);
    const post = () => postImageMember(glance.wire(createCaller()), KEY);
    await expect
      .poll(() => post().catch((error: unknown) => error), { interval: 1, timeout: 10_000 })
      .toMatchObject(REFUSED);
    const before = upstream.calls.length;
    await expect(post()).rejects.toMatchObject(REFUSED);
    expect(upstream.calls).toHaveLength(before);
    down = false;
    await expect.poll(() => post().catch(() => null), { interval: 20 }).toEqual(MEMBER);
    expect(upstream.calls).toHaveLength(before + 1);
  });

  it.each([400, 401, 403, 404, 409, 413, 429, 500])('stays closed on responses with %i', async (code) => {
    const upstream = await startRepeatingUpstream(status(code));
    const glance = createTestGlance(upstream.url, SENSITIVE);
    for (let call = 0; call < 60; call += 1) {
      await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject({ upstreamStatus: code });
    }
    expect(upstream.calls).toHaveLength(60);
  });

  it.each([
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['a reset', reset],
    ['no answer within the time for headers', hang],
    ['no more of an answer within the time for bodies', halfAnswer],
  ])('opens after %s', async (_name, answer) => {
    const upstream = await startRepeatingUpstream(answer);
    const timeouts = { headersTimeoutMs: SILENCE_MS, bodyTimeoutMs: SILENCE_MS };
    const glance = createTestGlance(upstream.url, SENSITIVE, timeouts);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.state.breaker).toBe('open');
  });

  it('opens after refused connections', async () => {
    const glance = createTestGlance(`http://127.0.0.1:${await findClosedPort()}`, SENSITIVE);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.state.breaker).toBe('open');
  });

  it.each([
    ['our deadline', 'deadline'],
    ['a client that leaves', 'clientGone'],
  ] as const)('opens after calls that %s gave up after the time for headers', async (_name, reason) => {
    const upstream = await startRepeatingUpstream(hang);
    const timeouts = { connectTimeoutMs: PATIENCE_MS, headersTimeoutMs: PATIENCE_MS, bodyTimeoutMs: PATIENCE_MS };
    const transport = connectTo({ endpoint: upstream.url, connections: 64, maxResponseBytes: 1024, ...timeouts });
    const isolation = { limit: 64, queueLimit: 0, breakerOpenMs: 100, breakerMinimumRps: 1 };
    const isolated = isolate(transport, isolation, SILENCE_MS);
    onTestFinished(() => isolated.close());
    const cancellation = Cancellation.start(PATIENCE_MS);
    const calls = Array.from({ length: 12 }, () =>
      isolated.send(createCaller(cancellation), { method: 'POST', path: '/v2/images' }),
    );
    const ended = Promise.allSettled(calls);
    await expect.poll(() => upstream.calls.length).toBe(12);
    await new Promise((resolve) => setTimeout(resolve, SILENCE_MS + 10));
    cancellation.cancel(reason);
    await ended;
    expect(isolated.state.breaker).toBe('open');
  });

  it.each([
    ['our deadline gave up while they waited for a slot', { limit: 1 }, 'deadline', 1],
    ['our deadline gave up soon after they went out', {}, 'deadline', 60],
    ['a client that left gave up while they waited for a slot', { limit: 1 }, 'clientGone', 1],
    ['a client that left gave up soon after they went out', {}, 'clientGone', 60],
  ] as const)('takes no account of calls that %s', async (_name, isolation, reason, sent) => {
    let hangs = true;
    const upstream = await startUpstream(() => (hangs ? hang : ok));
    const glance = createTestGlance(upstream.url, { ...SENSITIVE, ...isolation }, PATIENT);
    await giveUpMany(glance, upstream, { count: 60, sent, reason });
    await expect.poll(() => glance.state).toEqual({ running: 0, queued: 0, breaker: 'closed' });
    expect(upstream.calls.length).toBe(sent);
    hangs = false;
    expect(await postImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
  });

  it('takes no account of calls that were past their deadline before they went out', async () => {
    const upstream = await startRepeatingUpstream(ok);
    const glance = createTestGlance(upstream.url, SENSITIVE);
    await callMany(glance, 60, () => Cancellation.start(0));
    expect(glance.state).toEqual({ running: 0, queued: 0, breaker: 'closed' });
    expect(upstream.calls).toEqual([]);
  });

  it('does not take calls that were given up for answers, which would outweigh failures', async () => {
    let step: UpstreamStep = hang;
    const upstream = await startUpstream(() => step);
    const glance = createTestGlance(upstream.url, SENSITIVE, PATIENT);
    await giveUpMany(glance, upstream, { count: 60, sent: 60, reason: 'clientGone' });
    step = status(503);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.state.breaker).toBe('open');
  });

  it('lets the next probe through at once when a client leaves the first one', async () => {
    let step: UpstreamStep = status(503);
    const upstream = await startUpstream(() => step);
    const glance = createTestGlance(upstream.url, SENSITIVE);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.state.breaker).toBe('open');
    const before = upstream.calls.length;
    step = hang;
    await new Promise((resolve) => setTimeout(resolve, SENSITIVE.breakerOpenMs));
    await giveUpMany(glance, upstream, { count: 1, sent: 1, reason: 'clientGone' });
    step = ok;
    expect(await postImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
    expect(upstream.calls).toHaveLength(before + 2);
    expect(glance.state.breaker).toBe('closed');
  });

  it('takes no account of a call that began before it closed', async () => {
    const held: ServerResponse[] = [];
    let step: UpstreamStep = (response) => held.push(response);
    const upstream = await startUpstream(() => step);
    const glance = createTestGlance(upstream.url, SENSITIVE);
    const early = callMany(glance, 20, () => Cancellation.start(10_000));
    await expect.poll(() => held.length).toBe(20);
    step = status(503);
    await callMany(glance, 12, () => Cancellation.start(10_000));
    expect(glance.state.breaker).toBe('open');
    step = ok;
    await expect
      .poll(() => postImageMember(glance.wire(createCaller()), KEY).catch(() => null), { interval: 20 })
      .toEqual(MEMBER);
    for (const response of held) response.socket?.resetAndDestroy();
    await early;
    expect(glance.state.breaker).toBe('closed');
  });
});

describe('clients that give up while the image service hangs', () => {
  it('give back their slots, and leave it to the others once it answers again', async () => {
    let hangs = true;
    const upstream = await startUpstream(() => (hangs ? hang : ok));
    const glance = createTestGlance(upstream.url, SENSITIVE, PATIENT);
    await giveUpMany(glance, upstream, { count: 500, sent: 64, reason: 'clientGone' });
    expect(glance.state).toEqual({ running: 0, queued: 0, breaker: 'closed' });
    hangs = false;
    const answers = Array.from({ length: 100 }, () => postImageMember(glance.wire(createCaller()), KEY));
    expect(await Promise.all(answers)).toEqual(answers.map(() => MEMBER));
  });
});
