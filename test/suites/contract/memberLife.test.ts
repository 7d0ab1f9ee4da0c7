import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { addImage, arrange, setVisibility } from './images.ts';
import { startUpstreams, type Upstream } from './upstreams.ts';
import { send } from './wire.ts';

interface Row {
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
}

describe.each(Object.values(await startUpstreams()))('a member of the $name Glance', (upstream) => {
  it('keeps updated_at when its status is set to what it is', async () => {
    const image = await share(upstream);
    const accepted = await setStatus(upstream, image, 'accepted');
    await nextSecond();
    expect(await setStatus(upstream, image, 'accepted')).toEqual(accepted);
  });

  it('moves updated_at alone when its status changes', async () => {
    const image = await share(upstream);
    const pending = await read(upstream, image);
    await nextSecond();
    const rejected = await setStatus(upstream, image, 'rejected');
    expect(rejected).toEqual({ ...pending, status: 'rejected', updated_at: rejected.updated_at });
    expect(rejected.updated_at > pending.updated_at).toBe(true);
  });

  it('is pending again with its old created_at when it is added after its removal', async () => {
    const image = await share(upstream);
    const accepted = await setStatus(upstream, image, 'accepted');
    await remove(upstream, image);
    await nextSecond();
    await add(upstream, image);
    const again = await read(upstream, image);
    expect(again).toEqual({ ...accepted, status: 'pending', updated_at: again.updated_at });
    expect(again.updated_at > accepted.updated_at).toBe(true);
  });

  it('has its status still when the image was private in between', async () => {
    const image = await share(upstream);
    const accepted = await setStatus(upstream, image, 'accepted');
    await setVisibility(upstream, upstream.endpoint, image, 'private');
    await setVisibility(upstream, upstream.endpoint, image, 'shared');
    expect(await read(upstream, image)).toEqual(accepted);
  });

  it.each(['pending', 'accepted', 'rejected'])('sees the image when it is %s', async (status) => {
    const image = await share(upstream);
    await setStatus(upstream, image, status);
    expect(await statusOfImage(upstream, image)).toBe(200);
  });

  it('does not see the image any more after its removal', async () => {
    const image = await share(upstream);
    await remove(upstream, image);
    expect(await statusOfImage(upstream, image)).toBe(404);
  });
});

/** Glance shows times in seconds. */
function nextSecond(): Promise<void> {
  return sleep(1_001);
}

async function share(upstream: Upstream): Promise<string> {
  const image = await addImage(upstream, upstream.endpoint, 'alpha');
  await add(upstream, image);
  return image;
}

async function add(upstream: Upstream, image: string): Promise<void> {
  const body = { member: upstream.projects.beta };
  await arrange(upstream, upstream.endpoint, {
    method: 'POST',
    path: `/v2/images/${image}/members`,
    as: 'alpha',
    body,
  });
}

async function remove(upstream: Upstream, image: string): Promise<void> {
  await arrange(upstream, upstream.endpoint, { method: 'DELETE', path: pathOf(upstream, image), as: 'alpha' });
}

async function read(upstream: Upstream, image: string): Promise<Row> {
  return parseRow(await arrange(upstream, upstream.endpoint, { path: pathOf(upstream, image), as: 'beta' }));
}

async function setStatus(upstream: Upstream, image: string, status: string): Promise<Row> {
  const path = pathOf(upstream, image);
  return parseRow(await arrange(upstream, upstream.endpoint, { method: 'PUT', path, as: 'beta', body: { status } }));
}

async function statusOfImage(upstream: Upstream, image: string): Promise<number> {
  return (await send(upstream, upstream.endpoint, { path: `/v2/images/${image}`, as: 'beta' })).status;
}

function pathOf(upstream: Upstream, image: string): string {
  return `/v2/images/${image}/members/${upstream.projects.beta}`;
}

function parseRow(text: string): Row {
  const row: unknown = JSON.parse(text);
  if (!isRow(row)) throw new Error(`no member in ${text}`);
  return row;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'updated_at' in value && 'created_at' in value;
}
