import { hash } from 'node:crypto';
import { isImageId } from '../glance/identifiers.ts';
import { InputError } from './inputError.ts';

/** Makes and reads the cursors of one list, which are worth nothing in a list with another filter or order. */
export interface Cursors {
  toCursor(imageId: string): string;
  /** @returns ID of the image after which the page starts. @throws InputError for a cursor of another list */
  parse(cursor: string): string;
}

export function createCursors(filterAndOrder: unknown): Cursors {
  const list = hash('sha256', JSON.stringify(filterAndOrder), 'base64url').slice(0, 12);
  return {
    toCursor: (imageId) => Buffer.from(`${list}:${imageId}`).toString('base64url'),
    parse(cursor) {
      const [cursorList, imageId = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(':', 2);
      if (cursorList === list && isImageId(imageId)) return imageId;
      throw createCursorError();
    },
  };
}

export function createCursorError(): InputError {
  const message = 'The cursor belongs to another filter or order, or its image is gone. Start again without it.';
  return new InputError([{ path: ['after'], message }]);
}
