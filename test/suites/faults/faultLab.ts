import { randomUUID } from 'node:crypto';
import type { MemberKey } from '../../../src/glance/wire/imageMember.ts';
import { callGlance, changeVisibility, type Upstream } from '../operations/upstream.ts';
import { isRecord } from './json.ts';

type ImageName = 'a' | 'b' | 'c';
type MemberName = 'beta' | 'gamma';
type MemberStatus = 'pending' | 'accepted' | 'rejected';

/** Three images of alpha that one case after another has for itself. a and b are always shared; c may be private. */
export interface Plot {
  readonly images: Readonly<Record<ImageName, { readonly id: string; readonly name: string }>>;
}

/** `beta of a` is beta's membership of image a. */
export type Membership = `${MemberName} of ${ImageName}`;

export const MEMBERSHIPS: readonly Membership[] = [
  'beta of a',
  'gamma of a',
  'beta of b',
  'gamma of b',
  'beta of c',
  'gamma of c',
];

/** As a client of the gateway sees a membership. */
export interface Row {
  readonly id: string;
  readonly imageId: string;
  readonly memberId: string;
  readonly status: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/**
 * The rows of every membership of a plot: none, one, or more where something was doubled; those of a and of c in Glance's
 * order; and the visibility of c. The memberships of a private image are there, although Glance does not show them.
 */
export interface PlotState extends Readonly<Record<Membership | 'all of a' | 'all of c', readonly Row[]>> {
  readonly visibility: string;
}

/** Makes and reads images past the gateway and every fault. */
export interface FaultLab {
  readonly upstream: Upstream;
  addPlot(): Promise<Plot>;
  toKey(plot: Plot, membership: Membership): MemberKey;
  read(plot: Plot): Promise<PlotState>;
  share(plot: Plot, membership: Membership, status: MemberStatus): Promise<void>;
  /** Makes c private. Its memberships stay. */
  hide(plot: Plot): Promise<void>;
}

export function createFaultLab(upstream: Upstream): FaultLab {
  const toKey: FaultLab['toKey'] = ({ images }, membership) => {
    const [member, image] = split(membership);
    return { imageId: images[image].id, memberId: upstream.projects[member] };
  };
  const addImage = async (name: string): Promise<{ id: string; name: string }> => {
    const body = await call({ method: 'POST', path: '/v2/images', body: { name, visibility: 'shared' } }, 201);
    if (!isRecord(body) || typeof body['id'] !== 'string') throw new Error('an image without an id');
    return { id: body['id'], name };
  };

  async function call(
    asked: { method?: 'POST' | 'PUT'; path: string; as?: 'alpha' | MemberName; body?: object },
    expected: number,
  ): Promise<unknown> {
    const { method = 'GET', path, as = 'alpha', body } = asked;
    const answer = await callGlance(upstream, { method, path, as, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (answer.status !== expected) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer)}`);
    return answer.body;
  }

  return {
    upstream,
    toKey,
    async addPlot() {
      const name = randomUUID();
      return {
        images: { a: await addImage(`${name}-a`), b: await addImage(`${name}-b`), c: await addImage(`${name}-c`) },
      };
    },
    async read(plot) {
      const { a, b, c } = plot.images;
      const visibility = toVisibility(await call({ path: `/v2/images/${c.id}` }, 200));
      if (visibility !== 'SHARED') await changeVisibility(upstream, c.id, 'shared');
      const lists = await Promise.all([a, b, c].map(({ id }) => call({ path: `/v2/images/${id}/members` }, 200)));
      if (visibility !== 'SHARED') await changeVisibility(upstream, c.id, visibility.toLowerCase());
      const rows = lists.flatMap(toRows);
      const rowsOf = (membership: Membership): readonly Row[] => {
        const { imageId, memberId } = toKey(plot, membership);
        return rows.filter((row) => row.imageId === imageId && row.memberId === memberId);
      };
      return {
        visibility,
        'all of a': rows.filter(({ imageId }) => imageId === a.id),
        'all of c': rows.filter(({ imageId }) => imageId === c.id),
        'beta of a': rowsOf('beta of a'),
        'gamma of a': rowsOf('gamma of a'),
        'beta of b': rowsOf('beta of b'),
        'gamma of b': rowsOf('gamma of b'),
        'beta of c': rowsOf('beta of c'),
        'gamma of c': rowsOf('gamma of c'),
      };
    },
    async share(plot, membership, status) {
      const { imageId, memberId } = toKey(plot, membership);
      const path = `/v2/images/${imageId}/members`;
      await call({ method: 'POST', path, body: { member: memberId } }, 200);
      if (status === 'pending') return;
      await call({ method: 'PUT', path: `${path}/${memberId}`, as: split(membership)[0], body: { status } }, 200);
    },
    hide: ({ images }) => changeVisibility(upstream, images.c.id, 'private'),
  };
}

function toVisibility(image: unknown): string {
  if (!isRecord(image)) throw new Error('no image');
  return String(image['visibility']).toUpperCase();
}

function split(membership: Membership): [MemberName, ImageName] {
  const image = membership.endsWith('a') ? 'a' : membership.endsWith('b') ? 'b' : 'c';
  return [membership.startsWith('beta') ? 'beta' : 'gamma', image];
}

function toRows(list: unknown): Row[] {
  if (!isRecord(list) || !Array.isArray(list['members'])) throw new Error('no list of members');
  return list['members'].map((member: unknown) => {
    if (!isRecord(member)) throw new Error('no member');
    const text = (name: string): string => String(member[name]);
    const [imageId, memberId] = [text('image_id'), text('member_id')];
    return {
      id: Buffer.from(`ImageMember:${imageId}:${memberId}`).toString('base64url'),
      imageId,
      memberId,
      status: text('status').toUpperCase(),
      createdAt: text('created_at'),
      updatedAt: text('updated_at'),
    };
  });
}
