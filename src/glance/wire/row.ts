import { DecodeError } from '../decode.ts';
import { GlanceError } from '../errors.ts';

/** The status and the request ID of a row's response. Errors about the row's fields have both. */
export interface RowOrigin {
  readonly status: number;
  readonly requestId: string;
  /** The last error about each field of the response's rows, by name, and the value that it is about. */
  failures?: Map<string, Failure>;
}

interface Failure {
  readonly value: unknown;
  readonly error: GlanceError;
}

/** Drops the text of a response. A row lives as long as its operation, and the text of a page can be megabytes. */
export function toOrigin({ status, requestId }: RowOrigin): RowOrigin {
  return { status, requestId };
}

/** A value of a row, or an error in the place of a value that the image service's API does not promise. */
export type Field<T> = T | GlanceError;

export interface Rows<T> {
  readonly rows: readonly T[];
  /** Empty, or one error for all rows that could not be read. */
  readonly leftOut: readonly GlanceError[];
}

/**
 * Decodes one value of a row. Returns an error for a bad value, so that the row's other fields can be read. Equal bad
 * values of a field in one response share one error, because making an error takes long.
 */
export function readField<T>(
  value: unknown,
  name: string,
  decode: (value: unknown, what: string) => T,
  origin: RowOrigin,
): Field<T> {
  const failure = origin.failures?.get(name);
  if (failure !== undefined && failure.value === value) return failure.error;
  try {
    return decode(value, name);
  } catch (cause) {
    const error = createRowError(name, origin, cause);
    origin.failures ??= new Map();
    origin.failures.set(name, { value, error });
    return error;
  }
}

/** @throws GlanceError for a field whose value could not be read */
export function requireField<T>(field: Field<T>): T {
  if (field instanceof GlanceError) throw field;
  return field;
}

/**
 * Decodes a list row by row. Leaves out rows that `decodeRow` refuses.
 * @throws DecodeError for a value that is not a list
 */
export function decodeRows<T>(
  value: unknown,
  what: string,
  origin: RowOrigin,
  decodeRow: (value: unknown, origin: RowOrigin) => T,
): Rows<T> {
  if (!Array.isArray(value)) throw new DecodeError(`${what}: no array`);
  const rows: T[] = [];
  let firstCause: unknown = null;
  for (const item of value) {
    try {
      rows.push(decodeRow(item, origin));
    } catch (cause) {
      firstCause ??= cause;
    }
  }
  const count = value.length - rows.length;
  if (count === 0) return { rows, leftOut: NONE };
  return { rows, leftOut: [toLeftOutError(createRowError(what, origin, firstCause), count)] };
}

const NONE: readonly GlanceError[] = [];

/** The error for rows that a list leaves out. @param error why the first of these rows could not be read */
export function toLeftOutError(error: GlanceError, count: number): GlanceError {
  const rows = count === 1 ? 'one row' : `${count} rows`;
  return error.with({ message: `This list leaves out ${rows} that could not be read.` });
}

function createRowError(name: string, { status, requestId }: RowOrigin, cause: unknown): GlanceError {
  return new GlanceError('protocol', {
    message: `The image service gave a value of "${name}" that the gateway does not understand.`,
    upstreamStatus: status,
    requestId,
    cause,
  });
}
