import type { EmbeddedService } from './request.ts';
import type { ImageRow, MemberRow } from './store.ts';

/** The event of each write on members, by the method of its request. */
const MEMBER_EVENTS: Readonly<Record<string, string>> = {
  POST: 'image.member.create',
  PUT: 'image.member.update',
  DELETE: 'image.member.delete',
};

/** The event of each write on an image; an upload and the actions have events that say nothing about sharing. */
const IMAGE_EVENTS: Readonly<Record<string, string>> = {
  POST: 'image.create',
  PATCH: 'image.update',
  DELETE: 'image.delete',
};

/**
 * Sends the notification of a write that was done. Glance tells nothing about the members of an image that was deleted
 * or is no longer shared.
 * @param path below the version prefix
 * @param body of the response
 */
export function notify({ notifications, store }: EmbeddedService, method: string, path: string, body: string): void {
  const [, imageId, memberId, rest] = /^\/images(?:\/([^/]+)(?:\/members(?:\/([^/]+))?)?)?(\/.*)?$/.exec(path) ?? [];
  if (rest !== undefined) return;
  if (path.includes('/members')) {
    const event = MEMBER_EVENTS[method];
    const row =
      event &&
      store.members.findLast((one) => one.imageId === imageId && one.member === (memberId ?? toId(body, 'member_id')));
    if (row) notifications.send(event, toMemberPayload(row));
    return;
  }
  const event = IMAGE_EVENTS[method];
  const image = event && store.images.get(imageId ?? toId(body, 'id'));
  if (image) notifications.send(event, toImagePayload(image));
}

function toMemberPayload(row: MemberRow): Readonly<Record<string, unknown>> {
  return {
    image_id: row.imageId,
    member_id: row.member,
    status: row.status,
    created_at: toTime(row.createdAt),
    updated_at: toTime(row.updatedAt),
    deleted: row.deleted,
    deleted_at: row.deleted ? toTime(row.updatedAt) : null,
  };
}

function toImagePayload(image: ImageRow): Readonly<Record<string, unknown>> {
  return {
    id: image.id,
    name: image.name,
    status: image.status,
    created_at: toTime(image.createdAt),
    updated_at: toTime(image.updatedAt),
    min_disk: image.minDisk,
    min_ram: image.minRam,
    protected: image.protected,
    checksum: image.checksum,
    owner: image.owner,
    disk_format: image.diskFormat,
    container_format: image.containerFormat,
    size: image.size,
    virtual_size: image.virtualSize,
    is_public: image.visibility === 'public',
    visibility: image.visibility,
    properties: Object.fromEntries(image.properties),
    tags: image.tags,
    deleted: image.deleted,
  };
}

function toTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function toId(body: string, name: string): string {
  const value: unknown = JSON.parse(body);
  const fields = new Map<string, unknown>(Object.entries(typeof value === 'object' && value !== null ? value : {}));
  return String(fields.get(name));
}
