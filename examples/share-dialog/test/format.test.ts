import { describe, expect, it } from 'vitest';
import { formatBytes } from '../src/ui/format.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1,023 bytes'],
    [1536, '1.5 KiB'],
    [20 * 1024 ** 3, '20 GiB'],
    ['9007199254740992', '8 PiB'],
    ['9223372036854775807', '8 EiB'],
  ])('shows %j as %s', (size, shown) => {
    expect(formatBytes(size)).toBe(shown);
  });
});
