/** Bytes of one character at most: a control character is written as an escape of six. */
const MAX_BYTES_OF_CHARACTER = 6;
/** Has anything that JSON and UTF-8 do not write as one byte. */
const NEEDS_MORE = /[^ !#-[\]-~]/;

/**
 * Whether a response has more bytes of names and values than `limit` as JSON. A response that is small in memory can be
 * large as JSON, because many fields can share one text. Stops reading at the limit.
 */
export function isLargerThan(value: unknown, limit: number): boolean {
  const characters = measure(value, limit, countCharacters);
  if (characters > limit) return true;
  return characters * MAX_BYTES_OF_CHARACTER > limit && measure(value, limit, countWrittenBytes) > limit;
}

/** Of a text in a response, without its quotes. */
export function countWrittenBytes(text: string): number {
  return NEEDS_MORE.test(text) ? Buffer.byteLength(JSON.stringify(text)) - 2 : text.length;
}

function countCharacters(text: string): number {
  return text.length;
}

function measure(value: unknown, limit: number, count: (text: string) => number): number {
  if (typeof value === 'string') return count(value) + 2;
  if (typeof value !== 'object' || value === null) return 4;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += 1 + measure(item, limit - size, count);
      if (size > limit) return size;
    }
    return size;
  }
  for (const name in value) {
    size += name.length + 4 + measure((value as Readonly<Record<string, unknown>>)[name], limit - size, count);
    if (size > limit) return size;
  }
  return size;
}
