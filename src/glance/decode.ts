/** Says which part of a body is not what the image service promises. Becomes the `cause` of a `protocol` error. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError' as const;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function decodeObject(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new DecodeError(`${what}: no object`);
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function decodeArray<T>(value: unknown, what: string, decodeItem: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new DecodeError(`${what}: no array`);
  return value.map(decodeItem);
}

/** Glance echoes a member that was posted as a number or a boolean in that type. */
export function decodeText(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new DecodeError(`${what}: no text`);
}

export function decodeOptionalText(value: unknown, what: string): string | null {
  return value === null || value === undefined ? null : decodeText(value, what);
}

/** A whole number that JavaScript holds exactly. */
export function decodeOptionalInteger(value: unknown, what: string): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new DecodeError(`${what}: no safe integer`);
  return value;
}

export function decodeFlag(value: unknown, what: string): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value !== 'boolean') throw new DecodeError(`${what}: no boolean`);
  return value;
}

export function decodeOneOf<const T extends string>(value: unknown, what: string, values: readonly T[]): T {
  const found = values.find((known) => known === value);
  if (found === undefined) throw new DecodeError(`${what}: none of ${values.join(', ')}`);
  return found;
}

const RFC3339_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** RFC 3339 in UTC, as the image service writes it; another offset is converted. */
export function decodeTimestamp(value: unknown, what: string): string {
  if (typeof value === 'string') {
    if (RFC3339_UTC.test(value)) return value;
    const time = /(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(time)) return new Date(time).toISOString();
  }
  throw new DecodeError(`${what}: no timestamp`);
}
