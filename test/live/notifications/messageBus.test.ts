import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Connection } from 'rabbitmq-client';
import { createMessageBus, type MessageBusOptions } from '../../../src/live/notifications/messageBus.ts';
import type { BusAddress } from '../../../src/live/notifications/busAddress.ts';
import type { SharingChange } from '../../../src/live/sharingSource.ts';
import { connectToRabbitmq, createRabbitmq, type Rabbitmq } from '../../support/startRabbitmq.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const TIME = '2026-11-24T05:48:10Z';
const TIMEOUT_MS = 60_000;

const memberOf = (memberId: string) => ({
  imageId: IMAGE,
  memberId,
  status: 'pending',
  createdAt: TIME,
  updatedAt: TIME,
  schema: '/v2/schemas/member',
});

interface Heard {
  readonly changes: SharingChange[];
  readonly outcomes: string[];
  readonly lost: string[];
  gaps: number;
  isLive: boolean;
}

async function listen(address: BusAddress, options: Partial<MessageBusOptions> = {}): Promise<Heard> {
  const heard: Heard = { changes: [], outcomes: [], lost: [], gaps: 0, isLive: false };
  const bus = createMessageBus({
    address,
    exchange: 'glance',
    topic: 'notifications',
    queueLength: 1000,
    onMessage: (outcome) => heard.outcomes.push(outcome),
    onLost: (cause) => heard.lost.push(String(cause)),
    ...options,
  });
  onTestFinished(() => bus.close());
  await bus.start({
    change: (change) => heard.changes.push(change),
    gap: () => (heard.gaps += 1),
    state: (isLive) => (heard.isLive = isLive),
  });
  return heard;
}

function addressOf({ host, port }: Rabbitmq): BusAddress {
  return { hosts: [`${host}:${port}`], username: 'guest', password: 'guest', vhost: '/', isSecure: false };
}

/** As Glance does: the exchange is not durable, and the body is JSON with the encoding `utf-8`. */
async function createExchange(connection: Connection): Promise<void> {
  await connection.exchangeDeclare({ exchange: 'glance', type: 'topic', durable: false, autoDelete: false });
}

function toBody(messageId: string, memberId = 'b'): string {
  const inner = {
    message_id: messageId,
    event_type: 'image.member.create',
    payload: { image_id: IMAGE, member_id: memberId, status: 'pending', created_at: TIME, updated_at: TIME },
    timestamp: '2026-11-24 05:48:10.376215',
  };
  return JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(inner) });
}

async function send(connection: Connection, ...bodies: (string | Buffer)[]): Promise<void> {
  const publisher = connection.createPublisher({ confirm: true });
  for (const body of bodies) {
    await publisher.send(
      {
        exchange: 'glance',
        routingKey: 'notifications.info',
        contentType: 'application/json',
        contentEncoding: 'utf-8',
      },
      Buffer.from(body),
    );
  }
  await publisher.close();
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 40_000, interval: 20 });

test('a message of the bus is a change once, and what cannot be read is counted', { timeout: TIMEOUT_MS }, async () => {
  const rabbitmq = await createRabbitmq();
  await rabbitmq.start();
  const connection = connectToRabbitmq(rabbitmq);
  await createExchange(connection);
  const heard = await listen(addressOf(rabbitmq));
  await until(() => expect(heard.isLive).toBe(true));
  await send(connection, toBody('1'), toBody('1'), 'no JSON', Buffer.from([0x1f, 0x8b, 0xff]), toBody('2', 'c'));
  await until(() => expect(heard.outcomes).toHaveLength(5));
  expect(heard).toEqual({
    changes: [
      { kind: 'memberAdded', member: memberOf('b') },
      { kind: 'memberAdded', member: memberOf('c') },
    ],
    outcomes: ['change', 'double', 'unreadable', 'unreadable', 'change'],
    lost: [],
    gaps: 0,
    isLive: true,
  });
});

test(
  'the bus waits for an exchange that does not exist yet, and does not create it',
  { timeout: TIMEOUT_MS },
  async () => {
    const rabbitmq = await createRabbitmq();
    await rabbitmq.start();
    const heard = await listen(addressOf(rabbitmq));
    await until(() => expect(heard.lost).toEqual([expect.stringContaining('NOT_FOUND')]));
    const connection = connectToRabbitmq(rabbitmq);
    await expect(connection.exchangeDeclare({ exchange: 'glance', passive: true })).rejects.toThrow('NOT_FOUND');
    await createExchange(connection);
    await until(() => expect(heard.isLive).toBe(true));
    await send(connection, toBody('1'));
    await until(() => expect(heard.changes).toHaveLength(1));
    expect(heard.gaps).toBe(0);
  },
);

test('a restart of the broker is one gap, and changes come again afterwards', { timeout: TIMEOUT_MS }, async () => {
  const rabbitmq = await createRabbitmq();
  await rabbitmq.start();
  const connection = connectToRabbitmq(rabbitmq);
  await createExchange(connection);
  const heard = await listen(addressOf(rabbitmq));
  await until(() => expect(heard.isLive).toBe(true));
  await rabbitmq.stop();
  await until(() => expect(heard.isLive).toBe(false));
  await rabbitmq.start();
  await createExchange(connection);
  await until(() => expect(heard.isLive).toBe(true));
  await send(connection, toBody('1'));
  await until(() => expect(heard.changes).toHaveLength(1));
  expect(heard.gaps).toBe(1);
  expect(heard.lost).toHaveLength(1);
});

test('the second host is tried when the first one does not listen', { timeout: TIMEOUT_MS }, async () => {
  const rabbitmq = await createRabbitmq();
  await rabbitmq.start();
  await createExchange(connectToRabbitmq(rabbitmq));
  const address = addressOf(rabbitmq);
  const heard = await listen({ ...address, hosts: ['127.0.0.1:1', ...address.hosts] });
  await until(() => expect(heard.isLive).toBe(true));
});

/** The rights that docs/live.md tells operators to give: to configure, to write and to read. */
const [, ...RIGHTS] =
  /set_permissions -p \/ glance-graphql '(.+)' '(.+)' '(.+)'/.exec(
    readFileSync(new URL('../../../docs/live.md', import.meta.url), 'utf8'),
  ) ?? [];

test.each([
  ['the user guest', null],
  ['a user with exactly the documented rights', RIGHTS],
])('messages that the full queue drops are a gap for %s', { timeout: TIMEOUT_MS }, async (_who, rights) => {
  const rabbitmq = await createRabbitmq();
  await rabbitmq.start();
  const connection = connectToRabbitmq(rabbitmq);
  await createExchange(connection);
  const user = rights && (await createUser(rabbitmq, rights));
  const proxy = await startPausableProxy(rabbitmq.port);
  const address = { ...addressOf(rabbitmq), ...user, hosts: [`127.0.0.1:${proxy.port}`] };
  const heard = await listen(address, { queueLength: 50 });
  await until(() => expect(heard.isLive).toBe(true));
  proxy.pause();
  await send(connection, ...Array.from({ length: 400 }, (_, index) => toBody(String(index))));
  proxy.goOn();
  await until(() => expect(heard.gaps).toBeGreaterThan(0));
  await send(connection, toBody('last', 'z'));
  await until(() => expect(heard.changes.at(-1)).toEqual({ kind: 'memberAdded', member: memberOf('z') }));
  expect(heard.changes.length).toBeLessThan(400);
  expect(heard.isLive).toBe(true);
});

test.each([
  ['to configure', 0],
  ['to write', 1],
  ['to read', 2],
])(
  'the bus is refused and never live without the documented right %s',
  { timeout: TIMEOUT_MS },
  async (_right, index) => {
    const rabbitmq = await createRabbitmq();
    await rabbitmq.start();
    await createExchange(connectToRabbitmq(rabbitmq));
    const user = await createUser(rabbitmq, RIGHTS.with(index, '^glance-graphql-only$'));
    const heard = await listen({ ...addressOf(rabbitmq), ...user });
    await until(() => expect(heard.lost).toEqual([expect.stringContaining('ACCESS_REFUSED')]));
    expect(heard.isLive).toBe(false);
  },
);

async function createUser(rabbitmq: Rabbitmq, rights: readonly string[]) {
  await rabbitmq.control('add_user', 'glance-graphql', 'secret');
  await rabbitmq.control('set_permissions', '-p', '/', 'glance-graphql', ...rights);
  return { username: 'glance-graphql', password: 'secret' };
}

/** Passes bytes on to the broker, but none from the client on while it is paused. */
async function startPausableProxy(target: number): Promise<{ port: number; pause(): void; goOn(): void }> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(target, '127.0.0.1');
    clients.add(client);
    client.pipe(broker);
    broker.pipe(client);
    for (const socket of [client, broker]) socket.on('error', () => {});
    client.once('close', () => broker.destroy());
    broker.once('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const client of clients) client.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    port: address.port,
    pause: () => clients.forEach((client) => client.pause()),
    goOn: () => clients.forEach((client) => client.resume()),
  };
}
