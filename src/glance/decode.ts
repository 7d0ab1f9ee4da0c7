/**
 * Names the part of a response body that is not what the service's API promises. Becomes the `cause` of a `protocol`
 * error.
 */
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

export function decodeText(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw new DecodeError(`${what}: no text`);
}

export function decodeOptionalText(value: unknown, what: string): string | null {
  return value === null || value === undefined ? null : decodeText(value, what);
}

export function decodeId(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new DecodeError(`${what}: no ID`);
}

/** A member ID. Glance shows an ID that was posted as a number or a boolean as a number or a boolean. */
export function decodeMemberId(value: unknown, what: string): string {
  if (typeof value === 'boolean' || (typeof value === 'number' && isExactNumber(value))) return String(value);
  return decodeId(value, what);
}

/** A whole number that fits 32 bits; 0 for null and for a missing value. */
export function decodeCount(value: unknown, what: string): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number' && (value | 0) === value) return value;
  throw new DecodeError(`${what}: no 32-bit integer`);
}

/** A whole number, or the text of its digits where a JavaScript number cannot hold it exactly. */
export function decodeOptionalSize(value: unknown, what: string): number | string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'bigint') return String(value);
  throw new DecodeError(`${what}: no whole number`);
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

const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 timestamp in UTC. A timestamp with another offset is converted. */
export function decodeTimestamp(value: unknown, what: string): string {
  if (typeof value === 'string' && DATE_TIME.test(value)) {
    if (value.endsWith('Z')) return value;
    const time = Date.parse(value);
    if (!Number.isNaN(time)) return new Date(time).toISOString();
  }
  throw new DecodeError(`${what}: no timestamp`);
}

/** Whether `JSON.parse` kept all digits of the number that the image service sent. */
export function isExactNumber(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}
