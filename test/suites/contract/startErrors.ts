import { expect } from 'vitest';
import { addImage, addMember } from './images.ts';
import { endpointOf, startUpstreams, type Rbac, type Upstreams } from './upstreams.ts';
import { askBoth, messageOf, normalize, send, type WireAnswer, type WireRequest } from './wire.ts';

export const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
export const MEMBERS = '/v2/images/{image}/members';
export const BETA = `${MEMBERS}/{beta}`;
export const BROKEN = 'The server has either erred or is incapable of performing the requested operation.';

interface Refusal {
  readonly status: number;
  readonly says: string;
  readonly headers: WireAnswer['headers'];
}

interface Errors {
  readonly upstreams: Upstreams;
  /** What both upstreams answer. Braces in the path and the body name an image or a project. */
  askSame(request: WireRequest, rbac?: Rbac): Promise<WireAnswer>;
  refusalOf(request: WireRequest, rbac?: Rbac): Promise<Refusal>;
}

/** Both upstreams with an `{image}` that is shared with beta, and one that is `{full}`: it has all the members that it may have. */
export async function startErrors(): Promise<Errors> {
  const upstreams = await startUpstreams();
  const imagesOf = new Map<string, Readonly<Record<'image' | 'full', string>>>();
  for (const upstream of Object.values(upstreams)) {
    for (const rbac of ['new', 'legacy'] as const) {
      const endpoint = endpointOf(upstream, rbac);
      const image = await addImage(upstream, endpoint, 'alpha', { name: 'errors' });
      await addMember(upstream, endpoint, image, upstream.projects.beta);
      const full = await addImage(upstream, endpoint, 'alpha', { name: 'full' });
      for (let index = 1; index <= 8; index += 1) await addMember(upstream, endpoint, full, `member-${index}`);
      imagesOf.set(`${upstream.name} ${rbac}`, { image, full });
    }
  }

  const askSame: Errors['askSame'] = async (request, rbac = 'new') => {
    const { embedded, real } = await askBoth(upstreams, async (upstream) => {
      const images = imagesOf.get(`${upstream.name} ${rbac}`) ?? {};
      const ids = new Map(Object.entries({ ...images, ...upstream.projects }));
      const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (braced, name: string) => ids.get(name) ?? braced);
      const { body } = request;
      const answer = await send(upstream, endpointOf(upstream, rbac), {
        ...request,
        path: fill(request.path),
        ...(body !== undefined && { body: fill(typeof body === 'string' ? body : JSON.stringify(body)) }),
      });
      return normalize(upstream, answer, new Map(Array.from(ids, ([name, id]) => [id, name])));
    });
    expect(embedded).toEqual(real);
    return real;
  };
  return {
    upstreams,
    askSame,
    async refusalOf(request, rbac) {
      const { status, headers, text } = await askSame(request, rbac);
      return { status, says: messageOf(text), headers };
    },
  };
}
