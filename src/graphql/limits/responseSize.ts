/**
 * Whether a response has more characters of names and values than `limit`. A response that is small in memory can be
 * large as JSON, because many fields can share one text. Stops reading at the limit.
 */
export function isLargerThan(value: unknown, limit: number): boolean {
  return measure(value, limit) > limit;
}

function measure(value: unknown, limit: number): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 4;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += 1 + measure(item, limit - size);
      if (size > limit) return size;
    }
    return size;
  }
  for (const name in value) {
    size += name.length + 4 + measure((value as Readonly<Record<string, unknown>>)[name], limit - size);
    if (size > limit) return size;
  }
  return size;
}
