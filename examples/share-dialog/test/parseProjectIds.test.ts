import { describe, expect, it } from 'vitest';
import { parseProjectIds } from '../src/sharing/parseProjectIds.ts';

describe('parseProjectIds', () => {
  it('takes what a person pastes: a column, a list with commas, a mixture', () => {
    expect(parseProjectIds(' a1\r\nb2,c3;d4\t\te5 , f6\n').valid).toEqual(['a1', 'b2', 'c3', 'd4', 'e5', 'f6']);
  });

  it('keeps each project once, at its first place, and counts the others', () => {
    expect(parseProjectIds('b a b c a b')).toEqual({ valid: ['b', 'a', 'c'], invalid: [], repeated: 3 });
  });

  it('separates texts that cannot be a project ID', () => {
    expect(parseProjectIds(`ok a/b ünï -x ${'y'.repeat(65)} ${'z'.repeat(64)}`)).toEqual({
      valid: ['ok', 'z'.repeat(64)],
      invalid: ['a/b', 'ünï', '-x', 'y'.repeat(65)],
      repeated: 0,
    });
  });

  it.each([[''], [' \n,;\t ']])('finds nothing in %j', (text) => {
    expect(parseProjectIds(text)).toEqual({ valid: [], invalid: [], repeated: 0 });
  });
});
