import { createClient } from '@redis/client';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { openGateway } from '../../support/gateway.ts';
import { createRedis, type Redis } from '../../support/startRedis.ts';

const PASSWORD = 'pass/word canary';
const TOKEN = `token-canary-${'x'.repeat(180)}`;
const AWAY = 'Redis is away: each process counts requests for itself';
const BACK = 'Redis is back: requests are counted together';

interface Replica {
  /** Sends a request. @returns the status and what is left of the token's budget */
  ask(): Promise<string>;
  /** Lines of the log but those of requests, as `message (reason)`. */
  readonly told: readonly string[];
  /** Everything that was logged, and every header and body that was answered. */
  readonly seen: readonly string[];
}

async function startReplica(redisUrl: string): Promise<Replica> {
  const told: string[] = [];
  const seen: string[] = [];
  const logger = pino(
    { level: 'trace', base: null, timestamp: false },
    {
      write(line: string) {
        seen.push(line);
        const { level, msg, reason }: { level: number; msg: string; reason?: string } = JSON.parse(line);
        if (level >= 30 && msg !== 'request') told.push(reason === undefined ? msg : `${msg} (${reason})`);
      },
    },
  );
  const env = { REDIS_URL: redisUrl, RATE_LIMIT_TOKEN: '6', RATE_LIMIT_ADDRESS: '100000' };
  const gateway: RunningServer = await openGateway(env, logger);
  onTestFinished(() => gateway.stop());
  return {
    told,
    seen,
    async ask() {
      const headers = { 'content-type': 'application/json', 'x-auth-token': TOKEN };
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers,
        body: '{"query":"{ image }"}',
      });
      seen.push(JSON.stringify([...response.headers]), await response.text());
      const left = /"token";r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1];
      return `${response.status === 429 ? 'refused' : 'answered'}, ${left} left`;
    },
  };
}

async function start(options?: string[]): Promise<{ redis: Redis; one: Replica; two: Replica }> {
  const redis = await createRedis({ password: PASSWORD, ...(options ? { options } : {}) });
  await redis.start();
  return { redis, one: await startReplica(redis.url), two: await startReplica(redis.url) };
}

async function connect({ url }: Redis) {
  const client = createClient({ url });
  await client.connect();
  onTestFinished(() => client.destroy());
  return client;
}

/** Asks until the log says so: a Redis that is away is tried again by the requests that come. */
async function askUntilBack(...replicas: Replica[]): Promise<void> {
  for (const replica of replicas) {
    await vi.waitFor(
      async () => {
        await replica.ask();
        expect(replica.told.at(-1)).toBe(BACK);
      },
      { timeout: 20_000, interval: 100 },
    );
  }
}

describe('budgets in Redis', () => {
  it('are one for all replicas', async () => {
    const { one, two } = await start();
    expect([
      await one.ask(),
      await two.ask(),
      await two.ask(),
      await one.ask(),
      await two.ask(),
      await one.ask(),
    ]).toEqual([5, 4, 3, 2, 1, 0].map((left) => `answered, ${left} left`));
    expect([await one.ask(), await two.ask()]).toEqual(['refused, 0 left', 'refused, 0 left']);
    expect([one.told, two.told]).toEqual([[], []]);
  });

  it('refuse a flood without asking Redis each time', async () => {
    const { redis, one } = await start();
    for (let i = 0; i < 6; i += 1) await one.ask();
    for (let i = 0; i < 20; i += 1) expect(await one.ask()).toBe('refused, 0 left');
    const client = await connect(redis);
    const [key = ''] = await client.keys('glance-graphql:token:*');
    expect(await client.get(key)).toBe('6');
  });

  it('hold a hash of the token and the address, for at most a minute', async () => {
    const { redis, one } = await start();
    await one.ask();
    const client = await connect(redis);
    const keys = (await client.keys('*')).sort();
    expect(keys).toEqual([
      'glance-graphql:address:127.0.0.1',
      expect.stringMatching(/^glance-graphql:token:[\w-]{22}$/),
    ]);
    for (const key of keys) {
      expect(await client.get(key)).toBe('1');
      const seconds = await client.ttl(key);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
    }
    expect(keys.join()).not.toContain('canary');
  });

  it('are each process’s own while Redis is stopped, and one again when it is back', async () => {
    const { redis, one, two } = await start();
    expect([await one.ask(), await two.ask()]).toEqual(['answered, 5 left', 'answered, 4 left']);
    await redis.stop();
    for (const replica of [one, two]) {
      expect([await replica.ask(), await replica.ask()]).toEqual(['answered, 5 left', 'answered, 4 left']);
    }
    for (let i = 0; i < 4; i += 1) await one.ask();
    expect([await one.ask(), await two.ask()]).toEqual(['refused, 0 left', 'answered, 3 left']);

    await redis.start();
    await askUntilBack(one, two);
    const before = Number(/\d+/.exec(await one.ask())?.[0]);
    expect(await two.ask()).toBe(`${before === 0 ? 'refused' : 'answered'}, ${Math.max(before - 1, 0)} left`);
    for (const { told } of [one, two]) {
      expect(told).toEqual([
        expect.stringMatching(/^Redis is away: .+ \((ECONNREFUSED|SocketClosedUnexpectedlyError)\)$/),
        BACK,
      ]);
    }
  });

  it('are each process’s own while Redis hangs, and one again when it goes on', async () => {
    const { redis, one, two } = await start();
    await one.ask();
    redis.hang();
    expect([await one.ask(), await one.ask()]).toEqual(['answered, 5 left', 'answered, 4 left']);
    expect(await two.ask()).toEqual('answered, 5 left');
    expect([one.told, two.told]).toEqual([[`${AWAY} (TIMEOUT)`], [`${AWAY} (TIMEOUT)`]]);
    redis.goOn();
    await askUntilBack(one, two);
  });

  it('begin when Redis comes after the gateway', async () => {
    const redis = await createRedis({ password: PASSWORD });
    const one = await startReplica(redis.url);
    const two = await startReplica(redis.url);
    expect([await one.ask(), await two.ask()]).toEqual(['answered, 5 left', 'answered, 5 left']);
    await redis.start();
    await askUntilBack(one, two);
    expect(one.told).toEqual([`${AWAY} (ECONNREFUSED)`, BACK]);
  });

  it('are each process’s own, and warned of once, where Redis takes no writes', async () => {
    const { redis, one } = await start(['--replicaof', '127.0.0.1 1']);
    const client = await connect(redis);
    expect(await one.ask()).toBe('answered, 5 left');
    await vi.waitFor(
      async () => {
        await one.ask();
        const refusals = /^errorstat_READONLY:count=(\d+)/m.exec(await client.info('errorstats'))?.[1];
        expect(Number(refusals)).toBeGreaterThan(2);
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(one.told).toEqual([`${AWAY} (READONLY)`]);
  });

  it('are each process’s own where Redis wants another password, which no log line shows', async () => {
    const redis = await createRedis({ password: 'another' });
    await redis.start();
    const replica = await startReplica(redis.url.replace('another', encodeURIComponent(PASSWORD)));
    expect(await replica.ask()).toBe('answered, 5 left');
    expect(replica.told).toEqual([`${AWAY} (WRONGPASS)`]);
    const secrets = ['canary', encodeURIComponent(PASSWORD)];
    expect(replica.seen.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
  });
});

describe('REDIS_URL', () => {
  it.each([
    'localhost:6379',
    'http://localhost',
    'redis://',
    'redis://:%zz@localhost',
    'redis://localhost/a',
    'redis:///0',
  ])('does not take %s', (url) => {
    const problem = 'REDIS_URL must be a URL such as redis://user:password@host:6379/0 or rediss://host:6379.';
    expect(() => openGateway({ REDIS_URL: url })).toThrow(problem);
  });
});
