import { isAdmin } from './policy.ts';
import type { Actor } from './policy.ts';
import { toIsoTime } from './pythonText.ts';
import { membersOf } from './store.ts';
import type { ImageRow, Store } from './store.ts';

/** Hidden images, and hashes of any algorithm, came with API version 2.7. */
const HIDDEN_SINCE = 7;

export function knowsHidden(apiMinor: number): boolean {
  return apiMinor >= HIDDEN_SINCE;
}

/** The image as Glance's JSON has it: the additional properties first, then the attributes in Glance's order. */
export function toWireImage(image: ImageRow, actor: Actor, apiMinor: number): Readonly<Record<string, unknown>> {
  const path = `/v2/images/${image.id}`;
  const showsStores = image.status === 'active' || (image.status === 'deactivated' && isAdmin(actor));
  return {
    ...Object.fromEntries(image.properties),
    name: image.name,
    disk_format: image.diskFormat,
    container_format: image.containerFormat,
    visibility: image.visibility,
    size: image.size,
    virtual_size: image.virtualSize,
    status: image.status,
    checksum: image.checksum,
    protected: image.protected,
    min_ram: image.minRam,
    min_disk: image.minDisk,
    owner: image.owner,
    ...(knowsHidden(apiMinor) && {
      os_hidden: image.hidden,
      os_hash_algo: image.hashAlgorithm,
      os_hash_value: image.hashValue,
    }),
    id: image.id,
    created_at: toIsoTime(image.createdAt),
    updated_at: toIsoTime(image.updatedAt),
    tags: image.tags,
    self: path,
    file: `${path}/file`,
    schema: '/v2/schemas/image',
    ...(showsStores ? { stores: 'fs' } : {}),
  };
}

/** Whether a race stored one member twice. Glance cannot delete such an image. */
export function hasDuplicateMembers(store: Store, imageId: string): boolean {
  const members = membersOf(store, imageId).map((row) => row.member);
  return new Set(members).size < members.length;
}
