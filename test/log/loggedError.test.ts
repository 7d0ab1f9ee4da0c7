import { describe, expect, it } from 'vitest';
import { toLoggedError } from '../../src/log/loggedError.ts';
import { toLoggedText } from '../../src/log/loggedText.ts';

const SENTENCE = 'the token of the request (at 10.0.0.1) was taken, t';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+/=$^*()[]{}|\\?"\'`~!@#%&,;<>';
const LONG = ALPHABET.repeat(2);

const messageOf = (message: string, token: string | null): string => toLoggedError(new Error(message), token).message;

describe('an error in the log', () => {
  it.each([...ALPHABET])('a token of one letter, %j, leaves the words of the sentence', (token) => {
    const words = SENTENCE.match(/\w{2,}/g) ?? [];
    expect(messageOf(SENTENCE, token).match(/\w{2,}/g)).toEqual(expect.arrayContaining(words));
  });

  it('a text is taken out once, not again out of what stands in its place', () => {
    for (const token of ['t', 'token', 'oken', '[token]']) {
      expect(messageOf(`a ${token} b`, token)).toBe('a [token] b');
    }
  });

  it.each([
    ['as it is', LONG],
    ['in a URL', encodeURIComponent(LONG)],
    ['in JSON', JSON.stringify(LONG).slice(1, -1)],
  ])('a token is taken out %s, wherever it stands', (_form, quoted) => {
    expect(messageOf(`x${quoted}y ${quoted}`, LONG)).toBe('x[token]y [token]');
  });

  it.each([8192, 32_768])('a token of %i characters is taken out whole', (length) => {
    const token = 'gAAAAAB'.repeat(length).slice(0, length);
    expect(messageOf(`a ${token} b`, token)).toBe('a [token] b');
  });
});

describe('a client’s text in the log', () => {
  it.each([
    ['Share', 'Share'],
    ['a'.repeat(250_000), 'a'.repeat(100)],
    ['a\nb\r\u001b[31m\u2028', 'a?b??[31m?'],
    ['Ä😀', '???'],
    ['', ''],
  ])('is at most 100 characters that print', (text, logged) => {
    expect(toLoggedText(text)).toBe(logged);
  });
});
