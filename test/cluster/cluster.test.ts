import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MEMBER, MEMBER_ROW, SHARE } from '../support/addImageMember.ts';
import { startBin } from '../support/bin.ts';
import { startKeepAliveClient } from '../support/keepAliveClient.ts';
import { holdResponse } from '../support/holdResponse.ts';
import { startUpstream, type UpstreamStep } from '../support/scriptedUpstream.ts';
import { isAlive, startBinCluster } from './startBinCluster.ts';

const TYPENAME = { data: { __typename: 'Query' } };
const NOWHERE = { GLANCE_ENDPOINT: 'http://127.0.0.1:9' };

describe('WORKERS', () => {
  it('answer at one port, and each log line names its worker', async () => {
    const cluster = await startBinCluster(NOWHERE);
    const answers = await Promise.all(Array.from({ length: 20 }, () => cluster.post('query Who { __typename }')));
    expect(answers).toEqual(answers.map(() => TYPENAME));
    cluster.bin.child.kill('SIGTERM');
    expect((await cluster.bin.ended).code).toBe(0);
    const lines = (await cluster.log()).filter(({ operationName }) => operationName === 'Who');
    expect(lines).toHaveLength(20);
    expect([...new Set(lines.map(({ worker }) => worker))].sort()).toEqual([1, 2]);
  });

  it('use one embedded Glance', async () => {
    const cluster = await startBinCluster({});
    const stdout = await cluster.bin.printed(/^curl \S+ \S+\/graphql [^]*?'\n/m);
    const [, imageId = '', memberId = ''] = /"imageId":"([^"]+)","memberId":"([^"]+)"/.exec(stdout) ?? [];
    const token = /x-auth-token: (\S+)'/.exec(stdout)?.[1] ?? '';
    const asOwner = { 'x-auth-token': token };
    const answer = await cluster.post(SHARE, { input: { imageId, memberId } }, asOwner);
    expect(answer).toMatchObject({ data: { addImageMember: { __typename: 'AddImageMemberSuccess' } } });
    const query =
      'query ($imageId: ID!, $memberId: ID!) { imageMember(imageId: $imageId, memberId: $memberId) { status } }';
    for (let i = 0; i < 6; i += 1) {
      expect(await cluster.post(query, { imageId, memberId }, asOwner)).toEqual({
        data: { imageMember: { status: 'PENDING' } },
      });
    }
    const workers = (await cluster.log()).flatMap(({ msg, worker }) => (msg === 'request' ? [worker] : []));
    expect(new Set(workers).size).toBe(2);
  });

  it('exit with 1 and one sentence when the port is taken', async () => {
    const first = startBin([], { PORT: '0', PLAYGROUND: 'false', ...NOWHERE });
    const port = /:(\d+)\/graphql/.exec(await first.printed(/graphql\n/))?.[1] ?? '';
    const { code, stdout, stderr } = await startBin([], { WORKERS: '2', PORT: port, ...NOWHERE }).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('EADDRINUSE');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('have their metrics added up at the one metrics port of the primary', async () => {
    const cluster = await startBinCluster({ ...NOWHERE, METRICS_PORT: '0' });
    await Promise.all(Array.from({ length: 10 }, () => cluster.post('{ __typename }')));
    const url = /^Metrics are at (\S+)$/m.exec(await cluster.bin.printed(/^Metrics are at .*\n/m))?.[1] ?? '';
    const lines = async (): Promise<string[]> => (await (await fetch(url)).text()).split('\n');
    await expect
      .poll(lines)
      .toEqual(
        expect.arrayContaining([
          'glance_graphql_responses_total{status="200"} 10',
          'glance_graphql_operation_duration_seconds_count{type="query",field="__typename"} 10',
          'glance_graphql_upstream_breaker_state{state="closed"} 2',
          'glance_graphql_workers_ready 2',
          'glance_graphql_worker_deaths_total 0',
        ]),
      );
  });
});

describe('a worker', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('that %s ends is replaced, and the port keeps answering', async (signal) => {
    const cluster = await startBinCluster(NOWHERE);
    process.kill((await cluster.pids()).get(1) ?? 0, signal);
    await cluster.bin.logged(/worker died/);
    for (let i = 0; i < 5; i += 1) expect(await cluster.post('{ __typename }')).toEqual(TYPENAME);
    await expect.poll(async () => [...(await cluster.pids()).keys()]).toEqual([1, 2, 3]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => cluster.post('query After { __typename }')));
    expect(answers).toEqual(answers.map(() => TYPENAME));
    await expect
      .poll(async () =>
        [
          ...new Set((await cluster.log()).flatMap((line) => (line.operationName === 'After' ? [line.worker] : []))),
        ].sort(),
      )
      .toEqual([2, 3]);
  });

  it('that does not start ends the first start with 1 and one sentence', async () => {
    const { env } = breakable(true);
    const { code, stderr } = await startBin([], { WORKERS: '2', PORT: '0', ...NOWHERE, ...env }).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'A worker ended before it was ready.\n' });
  });

  it('that no longer starts is given up once no other worker runs', async () => {
    const { env, shatter } = breakable(false);
    const cluster = await startBinCluster({ ...NOWHERE, ...env });
    shatter();
    for (const pid of (await cluster.pids()).values()) process.kill(pid, 'SIGKILL');
    expect((await cluster.bin.ended).code).toBe(1);
    const msg = 'no worker runs, and none can be started';
    expect((await cluster.log()).find((line) => line.msg === msg)).toMatchObject({
      level: 60,
      reason: 'A worker ended before it was ready.',
    });
  });
});

describe('SIGHUP', () => {
  it('replaces every worker under traffic without one failed request', async () => {
    const upstream = await startUpstream(
      Array.from({ length: 100_000 }, (): UpstreamStep => ({ status: 200, body: MEMBER_ROW })),
    );
    const cluster = await startBinCluster({ GLANCE_ENDPOINT: upstream.url });
    const before = await cluster.pids();
    // One connection for each, so that none idles: an old worker waits for those.
    const keeping = Array.from({ length: 8 }, () => new Agent({ connections: 1 }));
    onTestFinished(async () => void (await Promise.all(keeping.map((agent) => agent.destroy()))));
    const ended = new AbortController();
    onTestFinished(() => ended.abort());
    let answered = 0;
    const failures: unknown[] = [];
    const client = async (dispatcher?: Agent): Promise<void> => {
      while (!ended.signal.aborted) {
        const variables = { input: { imageId: randomUUID(), memberId: MEMBER } };
        const answer: unknown = dispatcher
          ? await request(cluster.url, {
              method: 'POST',
              headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-somebody' },
              body: JSON.stringify({ query: SHARE, variables }),
              dispatcher,
            })
              .then(({ body }) => body.json())
              .catch((error: unknown) => error)
          : await cluster.post(SHARE, variables).catch((error: unknown) => error);
        const text = JSON.stringify(answer);
        if (text.startsWith('{"data":{"addImageMember":{"__typename":"AddImageMemberSuccess"')) answered += 1;
        else failures.push(answer);
      }
    };
    const clients = [...keeping.map((agent) => client(agent)), ...Array.from({ length: 4 }, () => client())];
    await expect.poll(() => answered).toBeGreaterThan(100);
    cluster.bin.child.kill('SIGHUP');
    await cluster.bin.logged(/all workers are new/);
    await expect.poll(() => [...before.values()].filter(isAlive)).toEqual([]);
    const atRestart = answered;
    await expect.poll(() => answered).toBeGreaterThan(atRestart + 100);
    ended.abort();
    await Promise.all(clients);
    expect(failures).toEqual([]);
    expect([...(await cluster.pids()).keys()]).toEqual([1, 2, 3, 4]);
    cluster.bin.child.kill('SIGTERM');
    expect((await cluster.bin.ended).code).toBe(0);
    expect((await cluster.log()).filter(({ operationName }) => operationName === 'Share')).toHaveLength(answered);
  });
});

describe('SIGTERM', () => {
  /** Two operations under way in each of two workers, which end on `release`. */
  async function startHeld() {
    const { step, release } = holdResponse(MEMBER_ROW);
    const upstream = await startUpstream([step, step, step, step]);
    const cluster = await startBinCluster({ GLANCE_ENDPOINT: upstream.url });
    const share = (): Promise<unknown> =>
      cluster.post(SHARE, { input: { imageId: randomUUID(), memberId: MEMBER } }).catch(() => 'cut off');
    const answers = [share(), share(), share(), share()];
    await upstream.received(4);
    return { cluster, release, answers, pids: [...(await cluster.pids()).values()] };
  }

  it('lets the operations of every worker finish, then ends all with 0', async () => {
    const { cluster, release, answers, pids } = await startHeld();
    cluster.bin.child.kill('SIGTERM');
    await cluster.refused();
    release();
    for (const answer of await Promise.all(answers)) {
      expect(answer).toMatchObject({ data: { addImageMember: { __typename: 'AddImageMemberSuccess' } } });
    }
    expect((await cluster.bin.ended).code).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('resets no connection of a client that keeps it', async () => {
    const cluster = await startBinCluster(NOWHERE);
    const document = { query: '{ __typename }' };
    const clients = Array.from({ length: 32 }, () =>
      startKeepAliveClient(cluster.url, document, 'a-token-of-a-client'),
    );
    await expect.poll(() => clients.every(({ answered }) => answered > 5)).toBe(true);
    cluster.bin.child.kill('SIGTERM');
    const failures = await Promise.all(clients.map(({ failure }) => failure));
    expect(failures).toEqual(failures.map(() => 'ECONNREFUSED'));
    expect((await cluster.bin.ended).code).toBe(0);
  });

  it('to the whole process group counts as one signal', async () => {
    const { cluster, release, answers, pids } = await startHeld();
    for (const pid of [...pids, cluster.bin.child.pid ?? 0]) process.kill(pid, 'SIGTERM');
    await cluster.refused();
    release();
    for (const answer of await Promise.all(answers)) expect(answer).toHaveProperty('data.addImageMember.imageMember');
    expect((await cluster.bin.ended).code).toBe(0);
  });

  it('followed by another signal ends all at once with 1', async () => {
    const { cluster, answers, pids } = await startHeld();
    cluster.bin.child.kill('SIGTERM');
    cluster.bin.child.kill('SIGINT');
    expect((await cluster.bin.ended).code).toBe(1);
    expect(await Promise.all(answers)).toEqual(['cut off', 'cut off', 'cut off', 'cut off']);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });
});

/** An environment in which workers, not their primary, end as soon as they start, now or once they are shattered. */
function breakable(isBroken: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'workers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const flag = join(folder, 'broken');
  const shatter = (): void => writeFileSync(flag, '');
  if (isBroken) shatter();
  const code = `import cluster from 'node:cluster';
    import { existsSync } from 'node:fs';
    if (cluster.isWorker && existsSync(${JSON.stringify(flag)})) process.exit(3);`;
  return { shatter, env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` } };
}
