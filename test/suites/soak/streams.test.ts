import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { startBin } from '../../support/bin.ts';
import { createRabbitmq } from '../../support/startRabbitmq.ts';
import { bridgeNotifications } from './notificationBridge.ts';
import { openStream } from './openStreams.ts';

/** A short run in `npm test`, so that the long one keeps working; `npm run soak:streams` sets a thousand for ten minutes. */
const STREAMS = Number(process.env['SOAK_STREAMS'] ?? 100);
const SECONDS = Number(process.env['SOAK_SECONDS'] ?? 8);
const CHANGES_A_SECOND = 20;
const PROJECTS = 50;
const STATUSES = ['accepted', 'rejected', 'pending'] as const;

test(
  'every stream gets every decision that concerns its project, once and in order',
  { timeout: (SECONDS + 300) * 1000 },
  async () => {
    const { seed, tokens, pairs } = createWorld();
    const embedded = await startEmbeddedGlance({ seed });
    onTestFinished(() => embedded.stop());
    const rabbitmq = await createRabbitmq();
    await rabbitmq.start();
    await bridgeNotifications(embedded.url, rabbitmq);
    const bin = startBin([], {
      PORT: '0',
      METRICS_PORT: '0',
      LOG_LEVEL: 'warn',
      GLANCE_ENDPOINT: embedded.url,
      OS_AUTH_URL: embedded.identityUrl,
      NOTIFICATIONS_URL: rabbitmq.url,
      RATE_LIMIT_ADDRESS: '0',
      RATE_LIMIT_ADDRESS_CALLS: '0',
      MAX_STREAMS_ADDRESS: '100000',
      HTTP_CONNECTIONS: '20000',
    });
    onTestFinished(() => void bin.child.kill('SIGKILL'));
    const printed = await bin.printed(/^Metrics are at .*\n/m);
    const url = /^GraphQL is at (\S+)\/graphql/m.exec(printed)?.[1] ?? '';
    const metricsUrl = /^Metrics are at (\S+)/m.exec(printed)?.[1] ?? '';

    const sentAt = new Map<string, number>();
    const latencies: number[] = [];
    const got = tokens.map((): string[] => []);
    const others: string[] = [];
    const before = await readMemory(metricsUrl);
    for (let start = 0; start < tokens.length; start += 50) {
      const group = tokens.slice(start, start + 50);
      await Promise.all(
        group.map(({ token }, index) =>
          openStream(url, token, ({ typename, update }) => {
            if (update === null) {
              if (typename !== 'ImageSharingReady') others.push(typename);
              return;
            }
            const at = sentAt.get(update.toLowerCase());
            if (at !== undefined) latencies.push(performance.now() - at);
            got[start + index]?.push(update.toLowerCase());
          }),
        ),
      );
    }
    const open = await readMemory(metricsUrl);

    const expected = new Map<string, string[]>();
    const memory: number[] = [];
    const end = performance.now() + SECONDS * 1000;
    for (let count = 0; performance.now() < end; count += 1) {
      const next = performance.now() + 1000 / CHANGES_A_SECOND;
      const pair = pairs[count % pairs.length];
      const status = STATUSES[Math.floor(count / pairs.length) % STATUSES.length] ?? 'pending';
      if (!pair) throw new Error('no pair');
      const path = `${embedded.url}/v2/images/${pair.imageId}/members/${pair.member}`;
      const headers = { 'x-auth-token': pair.memberToken, 'content-type': 'application/json' };
      const response = await fetch(path, { method: 'PUT', headers, body: JSON.stringify({ status }) });
      const update = `${pair.imageId}/${pair.member} ${status}`;
      sentAt.set(update, performance.now());
      expect(response.status).toBe(200);
      await response.arrayBuffer();
      for (const project of [pair.owner, pair.member])
        expected.set(project, [...(expected.get(project) ?? []), update]);
      if (count % (CHANGES_A_SECOND * 10) === 0) memory.push(await readMemory(metricsUrl));
      await wait(Math.max(0, next - performance.now()));
    }
    await expect
      .poll(
        () => tokens.map(({ project }, index) => (expected.get(project)?.length ?? 0) - (got[index]?.length ?? 0)),
        { timeout: 20_000 },
      )
      .toEqual(tokens.map(() => 0));
    for (const [index, { project }] of tokens.entries()) expect(got[index]).toEqual(expected.get(project) ?? []);
    expect(others).toEqual([]);
    latencies.sort((a, b) => a - b);
    const percentile = (share: number): string =>
      `${(latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(0)} ms`;
    process.stdout.write(
      `\n${tokens.length} streams, ${CHANGES_A_SECOND} changes a second for ${SECONDS} s: ${latencies.length} events, ` +
        `p50 ${percentile(0.5)}, p99 ${percentile(0.99)} from the response of the image service to the event; ` +
        `memory ${toMb(before)} before, ${toMb(open)} with all streams, then each ten seconds ${memory.map(toMb).join(', ')}\n\n`,
    );
  },
);

interface Pair {
  readonly imageId: string;
  readonly owner: string;
  readonly member: string;
  readonly memberToken: string;
}

/** Projects in a ring: each shares one image with the next project. The tokens are divided between the projects. */
function createWorld() {
  const names = Array.from({ length: PROJECTS }, (_, index) => `project-${index}`);
  const idOf = (index: number): string => `${index % PROJECTS}`.padStart(32, 'abcdef0');
  const tokens = Array.from({ length: STREAMS }, (_, index) => ({
    token: `token-of-a-soak-stream-${index}`,
    project: idOf(index),
  }));
  const owners = names.map((_, index) => ({ token: `token-of-soak-project-${index}`, project: idOf(index) }));
  const toSeedToken = ({ token, project }: { token: string; project: string }) =>
    [
      token,
      { token, project: names[owners.findIndex((one) => one.project === project)] ?? '', roles: ['member'] },
    ] as const;
  const imageIdOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const pairs = names.map((_, index): Pair => {
    const member = owners[(index + 1) % PROJECTS];
    return { imageId: imageIdOf(index), owner: idOf(index), member: idOf(index + 1), memberToken: member?.token ?? '' };
  });
  const seed = {
    projects: Object.fromEntries(names.map((name, index) => [name, idOf(index)])),
    tokens: Object.fromEntries([...tokens, ...owners].map(toSeedToken)),
    images: names.map((owner, index) => ({
      id: imageIdOf(index),
      name: `image ${index}`,
      owner,
      members: [{ project: names[(index + 1) % PROJECTS] ?? '' }],
    })),
  };
  return { seed, tokens, pairs };
}

async function readMemory(metricsUrl: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? 0);
}

function toMb(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MB`;
}
