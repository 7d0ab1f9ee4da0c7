import { hash } from 'node:crypto';
import { identifiers, type ImageSearch } from '../../glance/glance.ts';
import { InputError } from '../error/inputError.ts';

type ImagePosition = NonNullable<ImageSearch['after']>;

/** Makes and parses the cursors of one list. A list with another filter or order refuses these cursors. */
export interface Cursors {
  toCursor(position: ImagePosition): string;
  /** @returns the position after which the page starts. @throws InputError for a cursor of another list */
  parse(cursor: string): ImagePosition;
}

export function createCursors(filterAndOrder: unknown): Cursors {
  const list = hash('sha256', JSON.stringify(filterAndOrder), 'base64url').slice(0, 12);
  return {
    toCursor: ({ id, createdAt, key }) =>
      Buffer.from(`${list}:${JSON.stringify([id, createdAt, key])}`).toString('base64url'),
    parse(cursor) {
      const text = Buffer.from(cursor, 'base64url').toString();
      const position = text.startsWith(`${list}:`) ? parsePosition(text.slice(list.length + 1)) : null;
      if (position === null) throw createCursorError();
      return position;
    },
  };
}

export function createCursorError(
  message = 'The cursor belongs to another filter or order, or its image is gone. Start again without it.',
): InputError {
  return new InputError([{ path: ['after'], message }]);
}

/** Null for a text that `toCursor` did not make. */
function parsePosition(text: string): ImagePosition | null {
  const position = parseArray(text);
  if (position === null || position.length !== 3) return null;
  const [id, createdAt, key] = position;
  if (typeof id !== 'string' || !identifiers.isImageId(id) || typeof createdAt !== 'string') return null;
  return key === null || typeof key === 'string' || typeof key === 'number' ? { id, createdAt, key } : null;
}

function parseArray(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
