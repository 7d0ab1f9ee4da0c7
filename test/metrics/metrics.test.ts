import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER, MEMBER_ROW, SHARE } from '../support/addImageMember.ts';
import { hang } from '../support/brokenSteps.ts';
import { startGateway, type Gateway } from '../support/gateway.ts';
import { startUpstream, type UpstreamStep } from '../support/scriptedUpstream.ts';

const input = { imageId: IMAGE, memberId: MEMBER };

async function start(script: readonly UpstreamStep[], env: Record<string, string> = {}) {
  const upstream = await startUpstream(script);
  return { upstream, gateway: await startGateway({ endpoint: upstream.url, env: { METRICS_PORT: '0', ...env } }) };
}

async function scrape(gateway: Gateway): Promise<string> {
  return (await fetch(gateway.metricsUrl ?? '')).text();
}

/** Lines of the gateway's own metrics, without the buckets, sums and comments. */
async function ownLines(gateway: Gateway): Promise<string[]> {
  const text = await scrape(gateway);
  return text.split('\n').filter((line) => line.startsWith('glance_graphql_') && !/_(bucket|sum)\{/.test(line));
}

const IDLE = [
  'glance_graphql_operations_running 0',
  'glance_graphql_upstream_calls_running 0',
  'glance_graphql_upstream_calls_queued 0',
  'glance_graphql_upstream_breaker_state{state="closed"} 1',
  'glance_graphql_upstream_breaker_state{state="open"} 0',
  'glance_graphql_upstream_breaker_state{state="half_open"} 0',
  'glance_graphql_notification_gaps_total 0',
  'glance_graphql_streams_open{transport="sse"} 0',
  'glance_graphql_streams_open{transport="multipart"} 0',
  'glance_graphql_streams_open{transport="websocket"} 0',
];

describe('/metrics', () => {
  it('is off unless a port is given', async () => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9' });
    expect(gateway.metricsUrl).toBeNull();
    expect((await gateway.send('/metrics')).status).toBe(404);
  });

  it('says that no notifications arrive where the message bus was never reached', async () => {
    const { gateway } = await start([], { NOTIFICATIONS_URL: 'amqp://127.0.0.1:1' });
    expect(await ownLines(gateway)).toContain('glance_graphql_notifications_live 0');
  });

  it('is on a port of its own, which has nothing else', async () => {
    const { gateway } = await start([]);
    const url = gateway.metricsUrl ?? '';
    expect(new URL(url).port).not.toBe(new URL(gateway.url).port);
    expect((await gateway.send('/metrics')).status).toBe(404);
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect((await fetch(new URL('/graphql', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  });

  it('stands beside /healthz and /readyz, which say when the gateway drains', async () => {
    const { gateway, upstream } = await start([hang]);
    const ask = async (path: string): Promise<number> => (await fetch(new URL(path, gateway.metricsUrl ?? ''))).status;
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 200]);
    const answer = gateway.post(SHARE, { input }).catch(() => 'cut off');
    await upstream.received(1);
    const stopped = gateway.stop();
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503]);
    await stopped;
    expect(await answer).toBe('cut off');
  });

  it('counts operations, responses, errors by code, and calls', async () => {
    const { gateway } = await start([{ status: 200, body: MEMBER_ROW }, { status: 403 }, { status: 404 }]);
    await gateway.post(SHARE, { input });
    await gateway.post(SHARE, { input });
    await gateway.post('{ image(id: "nonsense") { id } }');
    await gateway.post(`query Two { __typename image(id: "${IMAGE}") { id } }`);
    await gateway.post('{');
    await gateway.send('/graphql', { method: 'POST', headers: { 'content-type': 'text/plain' } });
    const busy = async (): Promise<string[]> => (await ownLines(gateway)).filter((line) => !IDLE.includes(line)).sort();
    await expect
      .poll(busy)
      .toEqual([
        'glance_graphql_client_requests_total{client="none"} 6',
        'glance_graphql_errors_total{code="FORBIDDEN"} 1',
        'glance_graphql_errors_total{code="GRAPHQL_PARSE_FAILED"} 1',
        'glance_graphql_errors_total{code="INVALID_INPUT"} 1',
        'glance_graphql_errors_total{code="UNSUPPORTED_MEDIA_TYPE"} 1',
        'glance_graphql_operation_duration_seconds_count{type="mutation",field="addImageMember"} 2',
        'glance_graphql_operation_duration_seconds_count{type="none",field="none"} 2',
        'glance_graphql_operation_duration_seconds_count{type="query",field="image"} 1',
        'glance_graphql_operation_duration_seconds_count{type="query",field="several"} 1',
        'glance_graphql_responses_total{status="200"} 5',
        'glance_graphql_responses_total{status="415"} 1',
        'glance_graphql_upstream_call_duration_seconds_count{service="image",method="GET",result="4xx"} 1',
        'glance_graphql_upstream_call_duration_seconds_count{service="image",method="POST",result="2xx"} 1',
        'glance_graphql_upstream_call_duration_seconds_count{service="image",method="POST",result="4xx"} 1',
      ]);
    expect(await ownLines(gateway)).toEqual(expect.arrayContaining(IDLE));
  });

  it('shows what runs and what waits', async () => {
    const { gateway, upstream } = await start([hang], { GLANCE_CONNECTIONS: '1' });
    const read = (): Promise<unknown> => gateway.post(`{ image(id: "${IMAGE}") { id } }`).catch(() => null);
    const underWay = [read(), read(), read()];
    await upstream.received(1);
    await expect
      .poll(() => ownLines(gateway))
      .toEqual(
        expect.arrayContaining([
          'glance_graphql_operations_running 3',
          'glance_graphql_upstream_calls_running 1',
          'glance_graphql_upstream_calls_queued 2',
        ]),
      );
    await gateway.stop();
    await Promise.all(underWay);
  });

  it('shows an open breaker', async () => {
    const gateway = await startGateway({
      endpoint: 'http://127.0.0.1:9',
      env: { METRICS_PORT: '0', GLANCE_BREAKER_MINIMUM_RPS: '1', GLANCE_BREAKER_OPEN_MS: '600000' },
    });
    await expect
      .poll(async () => {
        await gateway.post(SHARE, { input });
        return ownLines(gateway);
      })
      .toEqual(
        expect.arrayContaining([
          'glance_graphql_upstream_breaker_state{state="closed"} 0',
          'glance_graphql_upstream_breaker_state{state="open"} 1',
        ]),
      );
    expect(await scrape(gateway)).toMatch(
      /call_duration_seconds_count\{service="image",method="POST",result="unreachable"\} \d/,
    );
  });

  it('has every metric in docs/operations.md', async () => {
    const { gateway } = await start([]);
    const there = [...(await scrape(gateway)).matchAll(/^# TYPE (glance_graphql_\w+) (\w+)$/gm)];
    const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const documented = [...text.matchAll(/^\| `(glance_graphql_(?!worker)\w+)` +\| (\w+)/gm)];
    const toPairs = (matches: RegExpExecArray[]): string[] => matches.map(([, name, type]) => `${name} ${type}`).sort();
    expect(toPairs(documented)).toEqual(toPairs(there));
  });

  it('has the event loop and the heap of the process', async () => {
    const { gateway } = await start([]);
    const text = await scrape(gateway);
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'nodejs_heap_size_used_bytes',
      'process_resident_memory_bytes',
    ])
      expect(text).toMatch(new RegExp(`^${name} \\S+$`, 'm'));
  });

  it('counts the first 50 names of clients for themselves, and the others together', async () => {
    const { gateway } = await start([]);
    const post = (name: string) => gateway.post('{ __typename }', {}, { 'apollographql-client-name': name });
    for (let index = 0; index < 53; index += 1) await post(`client-${index}`);
    await post('client-7');
    const counts = async () =>
      (await ownLines(gateway)).filter((line) => line.startsWith('glance_graphql_client_requests_total'));
    const toLine = (name: string, count: number) => `glance_graphql_client_requests_total{client="${name}"} ${count}`;
    const first = Array.from({ length: 50 }, (_, index) => toLine(`client-${index}`, index === 7 ? 2 : 1));
    await expect.poll(counts).toEqual([...first, toLine('other', 3)]);
  });

  it('holds no text that a client or the image service chose, except the name of a client', async () => {
    const canary = 'canary0canary0canary';
    const { gateway } = await start(
      Array.from({ length: 4 }, () => ({
        status: 418,
        headers: { 'x-openstack-request-id': canary },
        body: { message: canary, code: canary, title: canary, error: { message: canary, code: canary } },
      })),
    );
    const headers = { 'x-auth-token': canary, 'apollographql-client-name': canary };
    await gateway.post(`query ${canary} { ${canary}: image(id: "${IMAGE}") { id } }`, {}, headers);
    await gateway.post(`query ($${canary}: ID!) { image(id: $${canary}) { id } }`, { [canary]: canary }, headers);
    await gateway.post(`{ ${canary} }`, {}, headers);
    await gateway.post(SHARE, { input: { imageId: IMAGE, memberId: canary } }, headers);
    await gateway.send('/graphql', { method: 'PUT', headers });
    const text = await scrape(gateway);
    expect(text).toContain('code="UPSTREAM_PROTOCOL_ERROR"');
    expect(text).not.toContain(canary);
  });
});
