import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import {
  decodeArray,
  decodeFlag,
  decodeObject,
  decodeOneOf,
  decodeOptionalInteger,
  decodeOptionalText,
  decodeText,
  decodeTimestamp,
  DecodeError,
  type JsonObject,
} from './decode.ts';
import { isGlanceError } from './errors.ts';

const IMAGE_VISIBILITIES = ['public', 'community', 'shared', 'private'] as const;
export type GlanceVisibility = (typeof IMAGE_VISIBILITIES)[number];

/** An image as `/v2/images/{image_id}` shows it, under the schema's names: what is read as it is needs no resolver. */
export interface GlanceImage {
  readonly id: string;
  readonly name: string | null;
  /** Open-ended: later releases add states. */
  readonly status: string;
  readonly visibility: GlanceVisibility;
  readonly owner: string | null;
  readonly sizeBytes: number | null;
  readonly virtualSizeBytes: number | null;
  readonly minDiskGib: number;
  readonly minRamMib: number;
  readonly diskFormat: string | null;
  readonly containerFormat: string | null;
  readonly tags: readonly string[];
  readonly protected: boolean;
  readonly hidden: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** As it came. */
  readonly row: JsonObject;
}

interface ImageProperty {
  readonly name: string;
  readonly value: string;
}

/** What Glance itself puts beside an image's additional properties, besides the fields above. */
const BASE_KEYS = new Set([
  ...['id', 'name', 'status', 'visibility', 'owner', 'size', 'virtual_size', 'min_disk', 'min_ram', 'disk_format'],
  ...['container_format', 'tags', 'protected', 'os_hidden', 'created_at', 'updated_at', 'checksum', 'os_hash_algo'],
  ...['os_hash_value', 'file', 'self', 'schema', 'direct_url', 'locations'],
]);

export function decodeImage(value: unknown): GlanceImage {
  const row = decodeObject(value, 'image');
  return {
    id: decodeText(row['id'], 'id'),
    name: decodeOptionalText(row['name'], 'name'),
    status: decodeText(row['status'], 'status'),
    visibility: decodeOneOf(row['visibility'], 'visibility', IMAGE_VISIBILITIES),
    owner: decodeOptionalText(row['owner'], 'owner'),
    sizeBytes: decodeOptionalInteger(row['size'], 'size'),
    virtualSizeBytes: decodeOptionalInteger(row['virtual_size'], 'virtual_size'),
    minDiskGib: decodeOptionalInteger(row['min_disk'], 'min_disk') ?? 0,
    minRamMib: decodeOptionalInteger(row['min_ram'], 'min_ram') ?? 0,
    diskFormat: decodeOptionalText(row['disk_format'], 'disk_format'),
    containerFormat: decodeOptionalText(row['container_format'], 'container_format'),
    tags: decodeArray(row['tags'] ?? [], 'tags', decodeTag),
    protected: decodeFlag(row['protected'], 'protected'),
    hidden: decodeFlag(row['os_hidden'], 'os_hidden'),
    createdAt: decodeTimestamp(row['created_at'], 'created_at'),
    updatedAt: decodeTimestamp(row['updated_at'], 'updated_at'),
    row,
  };
}

/** Everything else that the image carries, as text, sorted by name. Few ask for it, and it takes as long as the rest. */
export function toImageProperties({ row }: GlanceImage): readonly ImageProperty[] {
  return Object.entries(row)
    .filter(([key, property]) => !BASE_KEYS.has(key) && property !== null)
    .map(([name, property]) => ({ name, value: typeof property === 'string' ? property : JSON.stringify(property) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function decodeTag(value: unknown): string {
  if (typeof value !== 'string') throw new DecodeError('tags: no text');
  return value;
}

/** `GET /v2/images/{image_id}`; null when it does not exist or the caller may not see it. */
export function findImage(client: GlanceClient, caller: Caller, imageId: string): Promise<GlanceImage | null> {
  return client
    .json(caller, { method: 'GET', path: `/v2/images/${imageId}` }, { status: 200, decode: decodeImage })
    .catch((error: unknown) => {
      if (isGlanceError(error, 'imageNotFound')) return null;
      throw error;
    });
}
