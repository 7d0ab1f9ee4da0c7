import { GlanceFault } from './fault.ts';
import type { ImageRow } from './store.ts';

const MAX_CHARACTERS = 255;

/** The schema's message about a text that is too long; undefined for any other text. */
export function tooLongText(value: string): string | undefined {
  return Array.from(value).length > MAX_CHARACTERS ? `'${value}' is too long` : undefined;
}

/** @throws GlanceFault for text that Glance's schema accepts and its database refuses */
export function checkStorable({ name, owner, tags }: ImageRow): void {
  const texts = [name ?? '', owner ?? '', ...tags];
  if (!texts.every((text) => text.isWellFormed())) throw new GlanceFault(500);
  const needsFourBytes = /[\u{10000}-\u{10ffff}]/u;
  if (needsFourBytes.test(name ?? '')) throw new GlanceFault(400, "Name can't contain 4 byte unicode characters.");
  if (needsFourBytes.test(owner ?? '')) throw new GlanceFault(400, "Owner can't contain 4 byte unicode characters.");
  if (needsFourBytes.test(tags.join(''))) throw new GlanceFault(400, "Param values can't contain 4 byte unicode.");
}

const PYTHON_SPACES = ' \t\n\v\f\r\u001c\u001d\u001e\u001f\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000';

/** Like Python's `str.strip`, which removes other white space than JavaScript's `trim`. */
export function stripText(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPythonSpace(text.charAt(start))) start += 1;
  while (end > start && isPythonSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isPythonSpace(character: string): boolean {
  return PYTHON_SPACES.includes(character) || (character >= '\u2000' && character <= '\u200a');
}
