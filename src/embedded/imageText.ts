import { GlanceFault } from './fault.ts';
import type { ImageRow } from './store.ts';

const MAX_CHARACTERS = 255;

/** What the schema says about text that is too long; undefined for the rest. */
export function tooLongText(value: string): string | undefined {
  return Array.from(value).length > MAX_CHARACTERS ? `'${value}' is too long` : undefined;
}

/** Throws what Glance answers for text that passes its schema and that no database of it stores. */
export function checkStorable({ name, owner, tags }: ImageRow): void {
  const texts = [name ?? '', owner ?? '', ...tags];
  if (!texts.every((text) => text.isWellFormed())) throw new GlanceFault(500);
  const needsFourBytes = /[\u{10000}-\u{10ffff}]/u;
  if (needsFourBytes.test(name ?? '')) throw new GlanceFault(400, "Name can't contain 4 byte unicode characters.");
  if (needsFourBytes.test(owner ?? '')) throw new GlanceFault(400, "Owner can't contain 4 byte unicode characters.");
  if (needsFourBytes.test(tags.join(''))) throw new GlanceFault(400, "Param values can't contain 4 byte unicode.");
}

/** Python's `str.strip`, which knows other white space than JavaScript's `trim`. */
export function stripText(text: string): string {
  return text.replace(/^(?:(?!\ufeff)[\s\x1c-\x1f\x85])+|(?:(?!\ufeff)[\s\x1c-\x1f\x85])+$/g, '');
}
