import { DecodeError } from '../decode.ts';
import { GlanceError } from '../errors.ts';

/** The response that a row came with, as errors about its fields name it. */
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

/** Keeps no text: rows live as long as their operation, and the text of a page can be megabytes. */
export function toOrigin({ status, requestId }: RowOrigin): RowOrigin {
  return { status, requestId };
}

/** A value of a row, or the error that stands for a value that the image service does not promise. */
export type Field<T> = T | GlanceError;

export interface Rows<T> {
  readonly rows: readonly T[];
  /** At most one error, which stands for every row that could not be read. */
  readonly leftOut: readonly GlanceError[];
}

/**
 * Decodes one value of a row when somebody asks for it, so that a bad value fails nobody else. Equal values of the rows
 * of one response, and one value that is asked for under many aliases, have one error: making errors takes long.
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

/** @throws GlanceError where the field has no value that can be read */
export function requireField<T>(field: Field<T>): T {
  if (field instanceof GlanceError) throw field;
  return field;
}

/**
 * Decodes a list row by row. Rows that `decodeRow` refuses are left out, and the others are returned.
 * @throws DecodeError when it is no list
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

/** What a list says about rows that it had to leave out. @param error why the first of them could not be read */
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
