import { describe, expect, it } from 'vitest';
import { countWrittenBytes, isLargerThan } from '../../../src/graphql/limits/responseSize.ts';

const TEXTS = {
  letters: 'abc',
  quotes: 'a"\\',
  'control characters': '\u0001\n',
  'letters of two bytes': 'éé',
  'letters of three bytes': '漢',
  'letters of four bytes': '😀',
  'half of a letter': '\ud83d',
};

describe('the size of a response', () => {
  it.each(Object.entries(TEXTS))('counts %s as many bytes as they are written with', (_name, text) => {
    expect(countWrittenBytes(text)).toBe(Buffer.byteLength(JSON.stringify(text)) - 2);
  });

  it('is over a limit by its bytes, where it is below it by its characters', () => {
    const value = { a: Array.from({ length: 10 }, () => '\u0001'.repeat(10)) };
    const written = Buffer.byteLength(JSON.stringify(value));
    expect(isLargerThan(value, written - 20)).toBe(true);
    expect(isLargerThan(value, written + 20)).toBe(false);
  });
});
