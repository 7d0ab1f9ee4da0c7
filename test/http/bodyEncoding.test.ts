import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { startStubGlance } from '../support/stubGlance.ts';

const TEXT = '{"query":"{ __typename }"}';
const WITH_LETTERS = JSON.stringify({ query: 'query($a: String = "Ä€😀\ufeff") { __typename @include(if: true) }' });
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const BAD_TYPE = 'The body must be application/json in UTF-8, not compressed.';
const NOT_JSON = 'The body is not JSON.';

async function send(body: Buffer, headers: Readonly<Record<string, string>> = {}) {
  const stub = await startStubGlance([]);
  const gateway = await startGateway({ endpoint: stub.url });
  const answer = await gateway.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  expect(stub.calls).toEqual([]);
  return { status: answer.status, body: answer.body };
}

const failure = (code: string, message: string) => ({ errors: [{ message, extensions: { code, retryable: false } }] });

function swap(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function toUtf32(text: string): Buffer {
  const bytes = Buffer.alloc(text.length * 4);
  for (const [index, letter] of [...text].entries()) bytes.writeUInt32LE(letter.codePointAt(0) ?? 0, index * 4);
  return bytes;
}

describe('the encoding of a body', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), {}],
    ['UTF-8 with a byte order mark', Buffer.concat([MARK, Buffer.from(TEXT)]), {}],
    ['UTF-8 with a mark, after which white space comes', Buffer.concat([MARK, Buffer.from(`\r\n\t ${TEXT}\n`)]), {}],
    [
      'UTF-8 with a mark and its charset',
      Buffer.concat([MARK, Buffer.from(TEXT)]),
      { 'content-type': 'application/json; charset=utf-8' },
    ],
    ['the coding identity, which is none', Buffer.from(TEXT), { 'content-encoding': 'identity' }],
  ])('%s is taken', async (_name, body, headers) => {
    expect(await send(body, headers)).toEqual({ status: 200, body: { data: { __typename: 'Query' } } });
  });

  it('letters of two, three and four bytes, and a mark within a text, are taken', async () => {
    const { status, body } = await send(Buffer.concat([MARK, Buffer.from(WITH_LETTERS)]));
    // The variable is not used: the document was read, which is what is shown here.
    expect({ status, body }).toMatchObject({ status: 200, body: { errors: [{ message: /never used/ }] } });
  });

  it.each([
    ['UTF-16, least byte first, with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16, least byte first', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16, greatest byte first, with a mark', swap(`\ufeff${TEXT}`)],
    ['UTF-16, greatest byte first', swap(TEXT)],
    ['UTF-32, least byte first', toUtf32(TEXT)],
    ['UTF-32, greatest byte first', toUtf32(TEXT).swap32()],
  ])('%s is 415 in words', async (_name, body) => {
    expect(await send(body)).toEqual({ status: 415, body: failure('UNSUPPORTED_MEDIA_TYPE', BAD_TYPE) });
  });

  it.each([
    ['two marks', Buffer.concat([MARK, MARK, Buffer.from(TEXT)])],
    ['a mark at the end', Buffer.concat([Buffer.from(TEXT), MARK])],
    ['a mark alone', MARK],
    ['a part of a mark', Buffer.concat([MARK.subarray(0, 2), Buffer.from(TEXT)])],
    ['Latin-1', Buffer.from('{"query":"{ __typename } # \u00e4"}', 'latin1')],
  ])('%s is 400', async (_name, body) => {
    expect(await send(body)).toEqual({ status: 400, body: failure('BAD_REQUEST', NOT_JSON) });
  });
});
