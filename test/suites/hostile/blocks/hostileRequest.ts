import type { RowKind } from '../support/scriptedGlance.ts';

/** One request of at most 256 KB that is to keep the process busy for as long as one request can. */
export interface HostileRequest {
  /** What it is made of. */
  readonly name: string;
  /** What the images of the image service are like. */
  readonly rows?: RowKind;
  readonly variables?: object;
  /** @param index makes another document of it, which the gateway has not parsed yet */
  readonly query: (index: number) => string;
  readonly operationName?: (index: number) => string;
}

export const MAX_BODY = 256 * 1024;

export function toImageId(index: number): string {
  return `5b8c1f3e-7a2d-4c69-9e10-${String(index).padStart(12, '0')}`;
}

export function times(count: number, toText: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => toText(index)).join(' ');
}

/** Different texts of so many characters. */
export function toName(index: number, length: number): string {
  return `n${index}_`.padEnd(length, 'x');
}
