import { addImage, addMember, setMemberStatus, upload } from './images.ts';
import { endpointOf, type ActorName, type Rbac, type Upstream } from './upstreams.ts';

interface ListedImage {
  readonly name: string;
  readonly as: ActorName;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly data?: string;
  readonly sharedWith?: 'alpha' | 'beta';
  readonly memberStatus?: 'accepted' | 'rejected';
}

const MEDIA = { disk_format: 'qcow2', container_format: 'bare' };

/** In the order of their creation. The ids are in another one. */
const IMAGES: readonly ListedImage[] = [
  {
    name: 'a1',
    as: 'alpha',
    fields: { ...MEDIA, tags: ['lts', 'amd64'], os_distro: 'ubuntu' },
    data: 'abc',
    sharedWith: 'beta',
  },
  {
    name: 'a2',
    as: 'alpha',
    fields: { ...MEDIA, tags: ['lts'], os_distro: 'debian', min_ram: 512, min_disk: 5 },
    data: 'abcdefgh',
    sharedWith: 'beta',
    memberStatus: 'accepted',
  },
  { name: 'a3', as: 'alpha', sharedWith: 'beta', memberStatus: 'rejected' },
  { name: 'a4', as: 'alpha', fields: { visibility: 'private', disk_format: 'raw', container_format: 'bare' } },
  { name: 'a5', as: 'alpha', fields: { visibility: 'community' } },
  { name: 'a6', as: 'admin', fields: { visibility: 'public' } },
  { name: 'a7', as: 'alpha', fields: { os_hidden: true }, sharedWith: 'beta' },
  { name: 'a8', as: 'alpha', fields: { visibility: 'private', os_hidden: true } },
  { name: 'a9', as: 'alpha', fields: { protected: true } },
  { name: 'b1', as: 'beta' },
  { name: 'b2', as: 'beta', sharedWith: 'alpha', memberStatus: 'accepted' },
  { name: 'b3', as: 'beta', fields: { visibility: 'private' } },
  { name: 'b4', as: 'beta', fields: { visibility: 'community' } },
  { name: 'g1', as: 'gamma', fields: { visibility: 'community' } },
  { name: 'g2', as: 'gamma', sharedWith: 'beta', memberStatus: 'accepted' },
];

export const LISTED_NAMES: readonly string[] = IMAGES.map(({ name }) => name);

/** What every image has as a tag, and no image of another test: lists that ask for it show nothing else. */
export function ownTag(rbac: Rbac): string {
  return `listed-${rbac}`;
}

/** The same id on each upstream, so that an order by id is the same as well. */
export function idOf(rbac: Rbac, name: string): string {
  const index = IMAGES.findIndex((image) => image.name === name);
  if (index === -1) throw new Error(`no image ${name}`);
  const scattered = String((index * 7) % IMAGES.length).padStart(2, '0');
  return `${rbac === 'new' ? 'aaaaaaaa' : 'bbbbbbbb'}-0000-4000-8000-0000000000${scattered}`;
}

export async function addListedImages(upstream: Upstream, rbac: Rbac): Promise<void> {
  const endpoint = endpointOf(upstream, rbac);
  for (const { name, as, fields, data, sharedWith, memberStatus } of IMAGES) {
    const { tags, ...others } = { tags: [], ...fields };
    const id = idOf(rbac, name);
    await addImage(upstream, endpoint, as, { ...others, id, name, tags: [...tags, ownTag(rbac)] });
    if (data !== undefined) await upload(upstream, endpoint, id, data);
    if (sharedWith === undefined) continue;
    await addMember(upstream, endpoint, id, upstream.projects[sharedWith]);
    if (memberStatus === undefined) continue;
    await setMemberStatus(upstream, endpoint, id, upstream.projects[sharedWith], memberStatus);
  }
}

/** Replaces `{a1}` by the id of a1, and `{alpha}` by that of the project. */
export function fillIds(upstream: Upstream, rbac: Rbac, query: string): string {
  return query.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'alpha' || name === 'beta' || name === 'gamma') return upstream.projects[name];
    return idOf(rbac, name);
  });
}
