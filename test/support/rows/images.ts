import { expect } from 'vitest';
import { toRawRow, type RawRow } from './rowServer.ts';

export const PROJECT = 'b'.repeat(32);
const OWNER = 'a'.repeat(32);
export const IMAGE_IDS = [1, 2, 3].map((number) => `00000000-0000-4000-8000-00000000000${number}`);

type Changes = Readonly<Record<string, string | undefined>>;

/** An image of OWNER. @param changes JSON texts in place of its values; undefined leaves a value out */
export function toImage(index: number, changes: Changes = {}): RawRow {
  const id = IMAGE_IDS[index] ?? '';
  const fields = {
    id,
    name: `image-${index}`,
    status: 'active',
    visibility: 'shared',
    owner: OWNER,
    size: 1000 + index,
    virtual_size: null,
    min_disk: 2,
    min_ram: 512,
    disk_format: 'qcow2',
    container_format: 'bare',
    tags: ['lts'],
    protected: false,
    os_hidden: false,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-02T00:00:00Z',
    os_distro: 'debian',
  };
  return toRawRow(id, fields, changes);
}

/** What the fields of `toImage` show. */
export function toShownImage(index: number): Readonly<Record<string, unknown>> {
  return {
    name: `image-${index}`,
    status: 'ACTIVE',
    visibility: 'SHARED',
    owner: { id: OWNER },
    sizeBytes: 1000 + index,
    virtualSizeBytes: null,
    minDiskGib: 2,
    minRamMib: 512,
    diskFormat: 'qcow2',
    containerFormat: 'bare',
    tags: ['lts'],
    protected: false,
    hidden: false,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-02T00:00:00Z',
  };
}

/** The membership of a project on an image. */
export function toMember(memberId: string, imageId = IMAGE_IDS[1] ?? '', changes: Changes = {}): RawRow {
  const fields = {
    image_id: imageId,
    member_id: memberId,
    status: 'pending',
    created_at: '2026-02-01T00:00:00Z',
    updated_at: '2026-02-02T00:00:00Z',
    schema: '/v2/schemas/member',
  };
  return toRawRow(memberId, fields, changes);
}

export type Path = readonly (string | number)[];

export function readPath(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const next: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return readPath(next, rest);
}

/** A copy with another value at the path. */
export function replaceAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const changed = replaceAt(readPath(value, [key]), rest, replacement);
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (index === key ? changed : item))
    : { ...(typeof value === 'object' ? value : {}), [key]: changed };
}

/** The error of a value, or of a row, that the image service gave and the gateway does not understand. */
export function toProtocolError(path: Path): unknown {
  return {
    message: expect.stringMatching(/^[A-Z][^<>]*\.$/),
    locations: [{ line: 1, column: expect.any(Number) }],
    path,
    extensions: {
      code: 'UPSTREAM_PROTOCOL_ERROR',
      retryable: false,
      retryAfterSeconds: null,
      requestId: expect.stringMatching(/^req-/),
      upstreamStatus: 200,
    },
  };
}
