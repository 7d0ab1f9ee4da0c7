import { isObject } from '../decode.ts';

const SIZE_KEYS = ['size', 'virtual_size'];

/** A longer number is not converted: it is no size, and converting it would take long. */
const MAX_DIGITS = 64;

/**
 * `JSON.parse` rounds sizes beyond 2^53. Replaces each such size by a bigint with the digits of the text. The text is
 * parsed a second time only when there is such a size. A number that is not whole is not changed.
 * @param rows the parsed images, which are changed in place
 * @param toRows finds the same rows in a body that was parsed from the same text
 */
export function restoreSizes(
  rows: readonly unknown[],
  text: string,
  toRows: (body: unknown) => readonly unknown[],
): void {
  let exactRows: readonly unknown[] | null = null;
  for (const [index, row] of rows.entries()) {
    if (!isObject(row)) continue;
    for (const key of SIZE_KEYS) {
      if (!isRounded(row[key])) continue;
      exactRows ??= toRows(parseNumbersAsText(text));
      const exactRow = exactRows[index];
      const digits = isObject(exactRow) ? exactRow[key] : null;
      const exact = typeof digits === 'string' ? toWholeNumber(digits) : null;
      if (exact !== null) Object.assign(row, { [key]: exact });
    }
  }
}

function isRounded(value: unknown): boolean {
  // `value % 1` is not 0 for a fraction, and NaN for Infinity, which stands for a number with too many digits.
  return typeof value === 'number' && !Number.isSafeInteger(value) && !(value % 1);
}

/** Parses JSON with every number as a text with the number's digits. */
function parseNumbersAsText(json: string): unknown {
  const parts: string[] = [];
  let position = 0;
  while (position < json.length) {
    const quote = json.indexOf('"', position);
    const start = quote < 0 ? json.length : quote;
    parts.push(json.slice(position, start).replace(/[-\d][\d.eE+-]*/g, '"$&"'));
    if (quote < 0) break;
    position = findEndOfString(json, quote);
    parts.push(json.slice(quote, position));
  }
  return JSON.parse(parts.join(''));
}

function findEndOfString(json: string, quote: number): number {
  for (let end = json.indexOf('"', quote + 1); end > 0; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return json.length;
}

const JSON_NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * @param text a number as JSON has it, such as `12`, `-1.0` or `1e3`
 * @returns null when it is not whole, or too long
 */
function toWholeNumber(text: string): bigint | null {
  const [, sign = '', integer = '', fraction = '', exponent = '0'] =
    (text.length <= MAX_DIGITS && JSON_NUMBER.exec(text)) || [];
  const digits = integer + fraction;
  const shift = Number(exponent) - fraction.length;
  if (digits === '' || Math.abs(shift) > MAX_DIGITS) return null;
  if (shift >= 0) return BigInt(`${sign}${digits}${'0'.repeat(shift)}`);
  if (/[^0]/.test(digits.slice(shift))) return null;
  return BigInt(`${sign}${digits.slice(0, shift) || '0'}`);
}
