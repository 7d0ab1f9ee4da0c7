import { request } from 'undici';

type ProjectName = 'alpha' | 'beta' | 'gamma';
export type ActorName = 'admin' | 'alpha' | 'alphaReader' | 'beta' | 'betaReader' | 'gamma';

/** A Glance, embedded or real, in which the tests make images of their own. */
export interface Upstream {
  readonly endpoint: string;
  readonly projects: Readonly<Record<ProjectName, string>>;
  readonly tokens: Readonly<Record<ActorName, string>>;
  readonly memberQuota: number;
}

interface GlanceCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly as: ActorName;
  readonly contentType?: string;
  readonly body?: string;
}

/** One call past the gateway, to arrange a case or to see what is really there. */
export async function callGlance(
  { endpoint, tokens }: Pick<Upstream, 'endpoint' | 'tokens'>,
  { method = 'GET', path, as, contentType = 'application/json', body }: GlanceCall,
): Promise<{ status: number; body: unknown }> {
  const answer = await request(endpoint + path, {
    method,
    headers: { accept: 'application/json', 'x-auth-token': tokens[as], 'content-type': contentType },
    body: body ?? null,
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text === '' ? null : JSON.parse(text) };
}

/** A shared image of alpha unless `fields` say other. */
export async function addImage(
  upstream: Upstream,
  fields: { readonly name: string; readonly visibility?: string },
  as: ActorName = 'alpha',
): Promise<string> {
  const { status, body } = await callGlance(upstream, {
    method: 'POST',
    path: '/v2/images',
    as,
    body: JSON.stringify({ disk_format: 'qcow2', container_format: 'bare', ...fields }),
  });
  if (status !== 201 || typeof body !== 'object' || body === null || !('id' in body) || typeof body.id !== 'string') {
    throw new Error(`no image was made: ${status} ${JSON.stringify(body)}`);
  }
  return body.id;
}

/** Gives the image data, which makes it active. */
export async function upload(upstream: Upstream, imageId: string, data: string): Promise<void> {
  const { status } = await callGlance(upstream, {
    method: 'PUT',
    path: `/v2/images/${imageId}/file`,
    as: 'alpha',
    contentType: 'application/octet-stream',
    body: data,
  });
  if (status !== 204) throw new Error(`the upload was answered with ${status}`);
}

/** Changes who may see an image of alpha, past the gateway. */
export async function changeVisibility(
  upstream: Pick<Upstream, 'endpoint' | 'tokens'>,
  imageId: string,
  visibility: string,
): Promise<void> {
  const { status } = await callGlance(upstream, {
    method: 'PATCH',
    path: `/v2/images/${imageId}`,
    as: 'alpha',
    contentType: 'application/openstack-images-v2.1-json-patch',
    body: JSON.stringify([{ op: 'replace', path: '/visibility', value: visibility }]),
  });
  if (status !== 200) throw new Error(`the visibility was not changed: ${status}`);
}
