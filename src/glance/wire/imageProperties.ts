import { DecodeError, isExactNumber, type JsonObject } from '../decode.ts';
import { readField, type Field, type RowOrigin } from './row.ts';

export interface GlanceImageProperty {
  readonly name: string;
  readonly value: Field<string>;
}

/** The keys that Glance itself defines. Every other key of an image is an additional property. */
const BASE_KEYS = new Set([
  ...['id', 'name', 'status', 'visibility', 'owner', 'size', 'virtual_size', 'min_disk', 'min_ram', 'disk_format'],
  ...['container_format', 'tags', 'protected', 'os_hidden', 'created_at', 'updated_at', 'checksum', 'os_hash_algo'],
  ...['os_hash_value', 'file', 'self', 'schema', 'direct_url', 'locations'],
]);

/** The additional properties of an image, as text, sorted by name. */
export function toImageProperties(row: JsonObject, origin: RowOrigin): readonly GlanceImageProperty[] {
  return Object.entries(row)
    .filter(([key, property]) => !BASE_KEYS.has(key) && property !== null)
    .map(([name]) => ({ name, value: readField(row[name], name, decodeProperty, origin) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function decodeProperty(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'number' || isExactNumber(part)) return part;
    throw new DecodeError(`${what}: a number with digits that were lost`);
  });
}
