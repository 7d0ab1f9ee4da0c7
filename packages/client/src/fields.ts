/** Reads a field of something whose shape is not known; undefined for what has no fields. */
export function readValue(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function readText(value: unknown, name: string): string | null {
  const text = readValue(value, name);
  return typeof text === 'string' ? text : null;
}

/** The items of a list; none for anything else. */
export function readList(value: unknown, name: string): readonly unknown[] {
  const list = readValue(value, name);
  return Array.isArray(list) ? list : [];
}
