import { isDeepStrictEqual } from 'node:util';
import { isRecord } from './json.ts';
import type { FieldError } from './wellFormed.ts';

/** Whether data is the truth, but for nulls and missing items of lists that an error explains. */
export function isTrue(
  data: unknown,
  truth: unknown,
  errors: readonly FieldError[],
  path: readonly (string | number)[] = [],
): boolean {
  if (isDeepStrictEqual(data, truth)) return true;
  if (data === null) return errors.some((error) => path.every((key, index) => error.path[index] === key));
  if (Array.isArray(data) && Array.isArray(truth)) {
    const isThinned = errors.some(({ leavesOut, path: list }) => leavesOut && list.every((key, i) => path[i] === key));
    if (isThinned && data.length < truth.length) {
      return data.every((item, index) => truth.some((whole) => isTrue(item, whole, errors, [...path, index])));
    }
    return (
      data.length === truth.length && data.every((item, index) => isTrue(item, truth[index], errors, [...path, index]))
    );
  }
  if (!isRecord(data) || !isRecord(truth)) return false;
  const keys = Object.keys(data);
  if (!isDeepStrictEqual(keys.sort(), Object.keys(truth).sort())) return false;
  return keys.every((key) => isTrue(data[key], truth[key], errors, [...path, key]));
}
