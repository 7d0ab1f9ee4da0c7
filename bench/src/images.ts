/** The upstream's responses, with the same keys as a real Glance. */

const OWNER = '7b1e3f0a9c5d4e2f8a6b0c1d2e3f4a51';
export const MEMBERS_PER_IMAGE = 3;

export const IMAGE_IDS: readonly string[] = Array.from({ length: 100 }, (_, index) => toImageId(index));

function toImageId(index: number): string {
  return `5b8c1f3e-7a2d-4c69-9e10-${String(index).padStart(12, '0')}`;
}

export function toWireMember(imageId: string, memberId: string): Readonly<Record<string, unknown>> {
  return {
    member_id: memberId,
    image_id: imageId,
    status: 'pending',
    created_at: '2026-11-24T05:34:46Z',
    updated_at: '2026-11-24T05:34:46Z',
    schema: '/v2/schemas/member',
  };
}

/** An image with the usual properties of a cloud image. */
export function toWireImage(id: string, index: number): Readonly<Record<string, unknown>> {
  return {
    os_distro: 'ubuntu',
    os_version: '24.04',
    hw_disk_bus: 'virtio',
    name: `ubuntu-24.04-server-${index}`,
    disk_format: 'qcow2',
    container_format: 'bare',
    visibility: 'shared',
    size: 620_756_992 + index,
    virtual_size: 3_758_096_384,
    status: 'active',
    checksum: 'b8d5a1c0f4e34a6f8d2b6c1e7f9a0b3c',
    protected: false,
    min_ram: 512,
    min_disk: 4,
    owner: OWNER,
    os_hidden: false,
    os_hash_algo: 'sha512',
    os_hash_value: '6b3a'.repeat(32),
    id,
    created_at: '2026-11-20T08:00:00Z',
    updated_at: '2026-11-21T09:30:00Z',
    tags: ['lts', 'server'],
    self: `/v2/images/${id}`,
    file: `/v2/images/${id}/file`,
    schema: '/v2/schemas/image',
    stores: 'fs',
  };
}

/** A page of `GET /v2/images`. @param first path and query of the request */
export function toWirePage(ids: readonly string[], first: string): string {
  return JSON.stringify({
    images: ids.map((id) => toWireImage(id, IMAGE_IDS.indexOf(id))),
    first,
    schema: '/v2/schemas/images',
  });
}
