import type { ExecutionResult } from 'graphql';

/**
 * Sorts errors by the order of their fields in the response, because compiled code resolves fields in another order
 * than graphql-js, and each lists errors in the order in which they happen.
 */
export function sortErrors(result: ExecutionResult): ExecutionResult {
  const { data, errors = [] } = result;
  if (errors.length < 2) return result;
  const order = new FieldOrder(data);
  return { ...result, errors: errors.toSorted((a, b) => order.compare(a.path ?? [], b.path ?? [])) };
}

type Path = readonly (string | number)[];

/** Compares paths. Reads the fields of each object once, also for many errors below the object. */
class FieldOrder {
  readonly #data: unknown;
  readonly #positions = new Map<object, ReadonlyMap<string, number>>();

  constructor(data: unknown) {
    this.#data = data;
  }

  compare(a: Path, b: Path): number {
    let value = this.#data;
    for (const [depth, key] of a.entries()) {
      const other = b[depth];
      if (other === undefined) return 1;
      if (key !== other) return this.#compareKeys(value, key, other);
      value = isObject(value) ? Reflect.get(value, key) : null;
    }
    return a.length - b.length;
  }

  /**
   * Below a field that an error made null, the order of fields is not known. There names are compared by the alphabet.
   */
  #compareKeys(value: unknown, a: string | number, b: string | number): number {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (!isObject(value)) return String(a) < String(b) ? -1 : 1;
    const positions = this.#positionsIn(value);
    return (positions.get(String(a)) ?? -1) - (positions.get(String(b)) ?? -1);
  }

  #positionsIn(value: object): ReadonlyMap<string, number> {
    let found = this.#positions.get(value);
    if (!found) {
      found = new Map(Object.keys(value).map((key, index) => [key, index]));
      this.#positions.set(value, found);
    }
    return found;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
