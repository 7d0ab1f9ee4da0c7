import { describe, expect, it } from 'vitest';
import { addImage, addMember, deactivate, upload } from './images.ts';
import { endpointOf, startUpstreams, type Rbac, type Upstream } from './upstreams.ts';
import { askBoth, messageOf, normalize, send, type Answers, type WireRequest } from './wire.ts';

type State = 'queued' | 'active' | 'deactivated' | 'protected';

interface Case extends WireRequest {
  readonly status: number;
  /** The message of an error. */
  readonly says?: string;
  /** Of the image of alpha with the member beta that stands for `{image}`; queued unless given. */
  readonly state?: State;
  readonly rbac?: Rbac;
}

const IMAGE = '/v2/images/{image}';
const MEDIA = { disk_format: 'qcow2', container_format: 'bare' };
const DATA = { accept: 'application/json', 'content-type': 'application/octet-stream' };
const PATCH = { accept: 'application/json', 'content-type': 'application/openstack-images-v2.1-json-patch' };

const FULL_IMAGE = {
  ...MEDIA,
  name: 'full',
  visibility: 'shared',
  min_ram: 512,
  min_disk: 5,
  protected: true,
  os_hidden: false,
  tags: ['lts'],
  os_distro: 'ubuntu',
};

const upstreams = await startUpstreams();

describe('show an image', () => {
  itAnswers([
    { state: 'queued', path: IMAGE, as: 'alpha', status: 200 },
    { state: 'queued', path: IMAGE, as: 'beta', status: 200 },
    { state: 'queued', path: IMAGE, as: 'admin', status: 200 },
    { state: 'active', path: IMAGE, as: 'alpha', status: 200 },
    { state: 'active', path: IMAGE, as: 'beta', status: 200 },
    { state: 'deactivated', path: IMAGE, as: 'beta', status: 200 },
    { state: 'deactivated', path: IMAGE, as: 'admin', status: 200 },
    { state: 'protected', path: IMAGE, as: 'alpha', status: 200 },
    { state: 'queued', path: IMAGE, as: 'gamma', status: 404, says: 'No image found with ID {image}' },
  ]);
});

describe('create an image', () => {
  itAnswers([
    { method: 'POST', path: '/v2/images', as: 'alpha', body: { name: 'new' }, status: 201 },
    { method: 'POST', path: '/v2/images', as: 'alpha', body: {}, status: 201 },
    { method: 'POST', path: '/v2/images', as: 'alpha', body: FULL_IMAGE, status: 201 },
    { method: 'POST', path: '/v2/images', as: 'alpha', body: { visibility: 'community' }, status: 201 },
    { method: 'POST', path: '/v2/images', as: 'alphaReader', rbac: 'legacy', body: { name: 'new' }, status: 201 },
    {
      method: 'POST',
      path: '/v2/images',
      as: 'alphaReader',
      body: { name: 'new' },
      status: 403,
      says: 'You are not authorized to complete add_image action.',
    },
    {
      method: 'POST',
      path: '/v2/images',
      as: 'alpha',
      body: { visibility: 'public' },
      status: 403,
      says: 'You are not authorized to complete publicize_image action.',
    },
    {
      method: 'POST',
      path: '/v2/images',
      as: 'alpha',
      body: { id: '{image}' },
      status: 409,
      says: 'Image ID {image} already exists!',
    },
    { method: 'POST', path: '/v2/images', as: 'alpha', status: 400, says: 'Body expected in request.' },
    {
      method: 'POST',
      path: '/v2/images',
      as: 'alpha',
      body: '{',
      status: 400,
      says: 'Malformed JSON in request body.',
    },
    {
      method: 'POST',
      path: '/v2/images',
      as: 'alpha',
      body: { status: 'active' },
      status: 403,
      says: "Attribute 'status' is read-only.",
    },
  ]);
});

describe('change an image', () => {
  const patch = { method: 'PATCH', path: IMAGE, headers: PATCH };
  const rename = [{ op: 'replace', path: '/name', value: 'renamed' }];
  itAnswers([
    { ...patch, as: 'alpha', body: rename, status: 200 },
    { ...patch, as: 'alpha', body: [], status: 200 },
    { ...patch, as: 'alpha', body: [{ op: 'add', path: '/os_distro', value: 'ubuntu' }], status: 200 },
    { ...patch, as: 'alpha', body: [{ op: 'replace', path: '/tags', value: ['one'] }], status: 200 },
    { ...patch, as: 'alpha', body: [{ op: 'replace', path: '/visibility', value: 'private' }], status: 200 },
    { ...patch, as: 'alpha', body: [{ op: 'replace', path: '/os_hidden', value: true }], status: 200 },
    {
      ...patch,
      as: 'beta',
      body: rename,
      status: 403,
      says: 'You are not authorized to complete modify_image action.',
    },
    { ...patch, as: 'beta', rbac: 'legacy', body: rename, status: 403, says: 'You do not own this image' },
    { ...patch, as: 'gamma', body: rename, status: 404, says: 'No image found with ID {image}' },
    {
      ...patch,
      as: 'alpha',
      body: [{ op: 'replace', path: '/visibility', value: 'public' }],
      status: 403,
      says: 'You are not authorized to complete publicize_image action.',
    },
    {
      ...patch,
      as: 'alpha',
      body: {},
      status: 400,
      says: 'Request body must be a JSON array of operation objects.',
    },
    {
      ...patch,
      as: 'alpha',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: rename,
      status: 415,
      says: 'The request media type application/json is not supported by this server.',
    },
  ]);
});

describe('store the data of an image', () => {
  itAnswers([
    { method: 'PUT', path: `${IMAGE}/file`, as: 'alpha', headers: DATA, body: 'data', status: 204 },
    {
      state: 'active',
      method: 'PUT',
      path: `${IMAGE}/file`,
      as: 'alpha',
      headers: DATA,
      body: 'data',
      status: 409,
      says: 'Image status transition from active to saving is not allowed',
    },
    {
      method: 'PUT',
      path: `${IMAGE}/file`,
      as: 'alpha',
      headers: { accept: 'application/json', 'content-type': 'text/plain' },
      body: 'data',
      status: 415,
      says: 'The request media type text/plain is not supported by this server.',
    },
  ]);
});

describe('delete an image', () => {
  itAnswers([
    { method: 'DELETE', path: IMAGE, as: 'alpha', status: 204 },
    { method: 'DELETE', path: IMAGE, as: 'admin', status: 204 },
    { state: 'active', method: 'DELETE', path: IMAGE, as: 'alpha', status: 204 },
    {
      state: 'protected',
      method: 'DELETE',
      path: IMAGE,
      as: 'alpha',
      status: 403,
      says: 'Image {image} is protected and cannot be deleted.',
    },
    {
      method: 'DELETE',
      path: IMAGE,
      as: 'beta',
      status: 403,
      says: 'You are not authorized to complete delete_image action.',
    },
    { method: 'DELETE', path: IMAGE, as: 'beta', rbac: 'legacy', status: 403, says: 'You do not own this image' },
    { method: 'DELETE', path: IMAGE, as: 'gamma', status: 404, says: 'Failed to find image {image} to delete' },
  ]);

  it('leaves 404 for everything, also for the administrator', async () => {
    for (const path of [IMAGE, `${IMAGE}/members`, `${IMAGE}/members/{beta}`]) {
      const { embedded, real } = await askBoth(upstreams, async (upstream) => {
        const image = await addSharedImage(upstream, upstream.endpoint, 'queued');
        await send(upstream, upstream.endpoint, { method: 'DELETE', path: `/v2/images/${image}`, as: 'alpha' });
        return sendAbout(upstream, upstream.endpoint, image, { path, as: 'admin' });
      });
      expect(embedded).toEqual(real);
      expect(real.status).toBe(404);
    }
  });
});

function itAnswers(cases: readonly Case[]): void {
  for (const { status, says, state = 'queued', rbac = 'new', ...request } of cases) {
    const { method = 'GET', path, as, body } = request;
    const call = `${method} ${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`;
    it(`answers ${status} to ${as}, ${rbac} rules, ${state} image: ${call}`, async () => {
      const { embedded, real }: Answers = await askBoth(upstreams, async (upstream) => {
        const endpoint = endpointOf(upstream, rbac);
        const image = await addSharedImage(upstream, endpoint, state);
        return sendAbout(upstream, endpoint, image, request);
      });
      expect(embedded).toEqual(real);
      const said = real.status >= 400 ? messageOf(real.text) : undefined;
      expect({ status: real.status, says: said }).toEqual({ status, says });
    });
  }
}

async function addSharedImage(upstream: Upstream, endpoint: string, state: State): Promise<string> {
  const image = await addImage(upstream, endpoint, 'alpha', { ...MEDIA, protected: state === 'protected' });
  await addMember(upstream, endpoint, image, upstream.projects.beta);
  if (state === 'active' || state === 'deactivated') await upload(upstream, endpoint, image, 'data');
  if (state === 'deactivated') await deactivate(upstream, endpoint, image);
  return image;
}

/** An id that the answer gives to a new image is replaced as well. */
async function sendAbout(upstream: Upstream, endpoint: string, image: string, request: WireRequest) {
  const fill = (text: string) => text.replaceAll('{image}', image).replaceAll('{beta}', upstream.projects.beta);
  const { body } = request;
  const answer = await send(upstream, endpoint, {
    ...request,
    path: fill(request.path),
    ...(body !== undefined && { body: fill(typeof body === 'string' ? body : JSON.stringify(body)) }),
  });
  const created = answer.headers.location?.slice(-36) ?? '{created}';
  return normalize(upstream, answer, new Map(Object.entries({ [image]: 'image', [created]: 'created' })));
}
