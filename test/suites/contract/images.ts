import { send, type WireRequest } from './wire.ts';
import type { ActorName, Upstream } from './upstreams.ts';

const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';

/** Sends what a test needs to go well before it begins. */
export async function arrange(upstream: Upstream, endpoint: string, asked: WireRequest): Promise<string> {
  const { status, text } = await send(upstream, endpoint, asked);
  if (status >= 300) throw new Error(`${asked.method ?? 'GET'} ${asked.path} answered ${status}: ${text}`);
  return text;
}

/** Resolves to the id. A shared image unless `fields` say other. */
export async function addImage(
  upstream: Upstream,
  endpoint: string,
  as: ActorName,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const text = await arrange(upstream, endpoint, { method: 'POST', path: '/v2/images', as, body: fields });
  const image: unknown = JSON.parse(text);
  if (typeof image !== 'object' || image === null || !('id' in image) || typeof image.id !== 'string') {
    throw new Error(`no id in ${text}`);
  }
  return image.id;
}

export async function addMember(upstream: Upstream, endpoint: string, image: string, member: string): Promise<void> {
  await arrange(upstream, endpoint, {
    method: 'POST',
    path: `/v2/images/${image}/members`,
    as: 'admin',
    body: { member },
  });
}

export async function setMemberStatus(
  upstream: Upstream,
  endpoint: string,
  image: string,
  member: string,
  status: string,
): Promise<void> {
  const path = `/v2/images/${image}/members/${member}`;
  await arrange(upstream, endpoint, { method: 'PUT', path, as: 'admin', body: { status } });
}

export async function setVisibility(
  upstream: Upstream,
  endpoint: string,
  image: string,
  visibility: string,
): Promise<void> {
  await arrange(upstream, endpoint, {
    method: 'PATCH',
    path: `/v2/images/${image}`,
    as: 'admin',
    headers: { accept: 'application/json', 'content-type': PATCH_TYPE },
    body: [{ op: 'replace', path: '/visibility', value: visibility }],
  });
}

export async function upload(
  upstream: Upstream,
  endpoint: string,
  image: string,
  data: string | Buffer,
): Promise<void> {
  await arrange(upstream, endpoint, {
    method: 'PUT',
    path: `/v2/images/${image}/file`,
    as: 'admin',
    headers: { accept: 'application/json', 'content-type': 'application/octet-stream' },
    body: data,
  });
}

export async function deactivate(upstream: Upstream, endpoint: string, image: string): Promise<void> {
  await arrange(upstream, endpoint, { method: 'POST', path: `/v2/images/${image}/actions/deactivate`, as: 'admin' });
}
