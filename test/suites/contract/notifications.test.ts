import { inject } from 'vitest';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { parseBusAddress } from '../../../src/live/notifications/busAddress.ts';
import { createEmbeddedNotifications } from '../../../src/live/notifications/embeddedNotifications.ts';
import { createMessageBus } from '../../../src/live/notifications/messageBus.ts';
import type { SharingChange, SharingSource } from '../../../src/live/sharingSource.ts';
import { startGlance } from '../../support/realGlance/glance.ts';
import { connectToRabbitmq, createRabbitmq } from '../../support/startRabbitmq.ts';

const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';

/** The life of one share, and what else changes who has access. Returns the changes that a listener hears. */
async function live(
  endpoint: string,
  source: SharingSource,
  ids: Record<'alpha' | 'beta', string>,
  tokens: Record<'alpha' | 'beta', string>,
) {
  const changes: SharingChange[] = [];
  const state = { isLive: false };
  onTestFinished(() => source.close());
  await source.start({
    change: (change) => changes.push(change),
    gap: () => {},
    state: (isLive) => (state.isLive = isLive),
  });
  await vi.waitFor(() => expect(state.isLive).toBe(true), { timeout: 30_000 });

  const call = async (method: string, path: string, token: string, body?: unknown, type = 'application/json') => {
    const response = await fetch(`${endpoint}/v2${path}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': type },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path} ${response.status}`).toBe(true);
    return response;
  };
  const created: unknown = await (
    await call('POST', '/images', tokens.alpha, { name: 'live', visibility: 'shared' })
  ).json();
  const imageId = String(new Map(Object.entries(created ?? {})).get('id'));
  const member = `/images/${imageId}/members/${ids.beta}`;
  const setVisibility = (value: string) =>
    call('PATCH', `/images/${imageId}`, tokens.alpha, [{ op: 'replace', path: '/visibility', value }], PATCH_TYPE);
  await call('POST', `/images/${imageId}/members`, tokens.alpha, { member: ids.beta });
  await call('PUT', member, tokens.beta, { status: 'accepted' });
  await call('DELETE', member, tokens.alpha);
  await setVisibility('private');
  await setVisibility('shared');
  await call('DELETE', `/images/${imageId}`, tokens.alpha);
  await vi.waitFor(() => expect(changes.at(-1)?.kind).toBe('imageDeleted'), { timeout: 10_000 });
  const toName = (id: string | null): string =>
    id === imageId ? 'image' : id === ids.beta ? 'beta' : id === ids.alpha ? 'alpha' : 'another';
  return changes.map((change) => {
    if (!('member' in change)) return { ...change, imageId: toName(change.imageId), ownerId: toName(change.ownerId) };
    const { createdAt: _createdAt, updatedAt: _updatedAt, ...member } = change.member;
    return { ...change, member: { ...member, imageId: toName(member.imageId), memberId: toName(member.memberId) } };
  });
}

const memberWith = (status: string) => ({ imageId: 'image', memberId: 'beta', status, schema: '/v2/schemas/member' });

const CHANGES = [
  { kind: 'imageChanged', imageId: 'image', ownerId: 'alpha', visibility: 'shared' },
  { kind: 'memberAdded', member: memberWith('pending') },
  { kind: 'memberUpdated', member: memberWith('accepted') },
  { kind: 'memberRemoved', member: memberWith('accepted') },
  { kind: 'imageChanged', imageId: 'image', ownerId: 'alpha', visibility: 'private' },
  { kind: 'imageChanged', imageId: 'image', ownerId: 'alpha', visibility: 'shared' },
  { kind: 'imageDeleted', imageId: 'image', ownerId: 'alpha' },
];

test('a real Glance tells each change of sharing to a real RabbitMQ, in order', { timeout: 120_000 }, async () => {
  const real = inject('realGlance');
  const rabbitmq = await createRabbitmq();
  await rabbitmq.start();
  // Glance creates the exchange with its first notification.
  await connectToRabbitmq(rabbitmq).exchangeDeclare({ exchange: 'glance', type: 'topic', durable: false });
  const { folder, keystoneUrl, servicePassword, memberQuota } = real;
  const notificationsUrl = `rabbit://guest:guest@${rabbitmq.host}:${rabbitmq.port}/`;
  const glance = await startGlance(folder, {
    rbac: 'new',
    keystoneUrl,
    servicePassword,
    memberQuota,
    notificationsUrl,
  });
  onTestFinished(glance.stop);
  const address = parseBusAddress(notificationsUrl);
  if (address === undefined) throw new Error('no address');
  const bus = createMessageBus({
    address,
    exchange: 'glance',
    topic: 'notifications',
    queueLength: 1000,
    onMessage: () => {},
    onLost: () => {},
  });
  expect(await live(glance.url, bus, real.projects, real.tokens)).toEqual(CHANGES);
});

test('the embedded Glance tells the same changes over HTTP', { timeout: 60_000 }, async () => {
  const glance = await startEmbeddedGlance();
  onTestFinished(() => glance.stop());
  const source = createEmbeddedNotifications(glance.url, () => {});
  expect(await live(glance.url, source, glance.projects, glance.tokens)).toEqual(CHANGES);
});
