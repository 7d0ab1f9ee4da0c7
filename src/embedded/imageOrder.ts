import { GlanceFault } from './fault.ts';
import type { ImageRow } from './store.ts';

type Value = string | number;

/** The attributes that Glance can sort by. Null sorts before every value. */
const KEYS: Readonly<Record<string, (image: ImageRow) => Value | null>> = {
  name: (image) => image.name,
  status: (image) => image.status,
  container_format: (image) => image.containerFormat,
  disk_format: (image) => image.diskFormat,
  size: (image) => image.size,
  id: (image) => image.id,
  created_at: (image) => image.createdAt,
  updated_at: (image) => image.updatedAt,
};

interface OrderKey {
  readonly read: (image: ImageRow) => Value | null;
  readonly name: string;
  readonly sign: 1 | -1;
}

export type ImageOrder = readonly OrderKey[];

/**
 * Removes the sorting parameters from `params`. A parameter that is not used, such as a second `sort`, stays and
 * becomes a filter.
 */
export function takeImageOrder(params: [string, string][]): ImageOrder {
  const names: string[] = [];
  const directions: string[] = [];
  if (params.some(([name]) => name === 'sort')) {
    if (params.some(([name]) => name === 'sort_key' || name === 'sort_dir')) {
      throw new GlanceFault(400, 'Old and new sorting syntax cannot be combined');
    }
    for (const part of (takeFirst(params, 'sort') ?? '').trim().split(',')) {
      const [name = '', ...direction] = part.split(':');
      names.push(checkKey(name.trim()));
      directions.push(checkDirection((direction.join(':') || 'desc').trim()));
    }
  } else {
    names.push(...takeAll(params, 'sort_key').map((name) => checkKey(name.trim())));
    directions.push(...takeAll(params, 'sort_dir').map((direction) => checkDirection(direction.trim())));
    if (directions.length > 1 && directions.length !== names.length) {
      throw new GlanceFault(400, 'Number of sort dirs does not match the number of sort keys');
    }
  }
  return toOrder(names, directions);
}

/**
 * A single direction counts for every key. `created_at` and `id` are added at the end, so that no two images are equal:
 * in the single direction, otherwise descending.
 */
function toOrder(names: readonly string[], directions: readonly string[]): ImageOrder {
  const keys = names.length === 0 ? ['created_at'] : names;
  const fallback = directions.length === 1 ? directions[0] : 'desc';
  const order = keys.map((name, index) => toKey(name, directions.length > 1 ? directions[index] : fallback));
  for (const name of ['created_at', 'id']) if (!keys.includes(name)) order.push(toKey(name, fallback));
  return order;
}

function toKey(name: string, direction: string | undefined): OrderKey {
  return { name, read: KEYS[name] ?? ((image) => image.id), sign: direction === 'asc' ? 1 : -1 };
}

export function compareImages(order: ImageOrder, left: ImageRow, right: ImageRow): number {
  for (const { read, sign } of order) {
    const compared = compareValues(read(left), read(right));
    if (compared !== 0) return compared * sign;
  }
  return 0;
}

/**
 * Whether the image comes after the marker. Glance compares differently here than when it sorts: an absent text is ''
 * and an absent size is 0, but an absent size of the marker is '', which is more than any number.
 */
export function isAfterMarker(order: ImageOrder, image: ImageRow, marker: ImageRow): boolean {
  for (const { read, name, sign } of order) {
    const value = read(image) ?? (name === 'size' ? 0 : '');
    const compared = compareValues(value, read(marker) ?? '');
    if (compared !== 0) return compared * sign > 0;
  }
  return false;
}

function compareValues(left: Value | null, right: Value | null): number {
  const ranks = rankOf(left) - rankOf(right);
  if (ranks !== 0 || left === null || right === null) return ranks;
  return left < right ? -1 : left > right ? 1 : 0;
}

function rankOf(value: Value | null): number {
  return value === null ? 0 : typeof value === 'number' ? 1 : 2;
}

function checkKey(name: string): string {
  if (KEYS[name] !== undefined) return name;
  const available = Object.keys(KEYS).join(', ');
  throw new GlanceFault(400, `Invalid sort key: ${name}. It must be one of the following: ${available}.`);
}

function checkDirection(direction: string): string {
  if (direction === 'asc' || direction === 'desc') return direction;
  throw new GlanceFault(400, `Invalid sort direction: ${direction}`);
}

/** The value of the first parameter with this name, which is removed. */
export function takeFirst(params: [string, string][], name: string): string | undefined {
  const index = params.findIndex(([candidate]) => candidate === name);
  return index === -1 ? undefined : params.splice(index, 1)[0]?.[1];
}

export function takeAll(params: [string, string][], name: string): string[] {
  const values: string[] = [];
  for (let value = takeFirst(params, name); value !== undefined; value = takeFirst(params, name)) values.push(value);
  return values;
}
