import { describe, expect, it } from 'vitest';
import { codesOf, post } from '../support/post.ts';
import {
  QUERY,
  MUTATION,
  FREE,
  variables,
  NOT_IN_SAFELIST,
  NOT_IN_LIST,
  persistedQuery,
  startPersistedLab,
} from './support/persistedLab.ts';

describe('PERSISTED_DOCUMENTS=enforce', () => {
  it.each([
    ['a text that is not listed', { query: FREE }],
    ['a listed text with another field', { query: QUERY.replace('status', 'status size') }],
    ['a listed text with another argument', { query: QUERY.replace('id: $same', 'id: $id') }],
    ['a listed text with another alias', { query: QUERY.replace('again', 'more') }],
    ['a listed text with another operation beside it', { query: `${QUERY} ${FREE}`, operationName: 'Free' }],
    ['a listed mutation in another order', { query: MUTATION.replace(/( +second.*)\n( +first.*)/, '$2\n$1') }],
    ['a text with the id of another', { query: FREE, documentId: 'ID' }],
    ['a text with the hash of another', { query: FREE, extensions: persistedQuery('ID') }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['what is no GraphQL', { query: 'query {' }],
    ['more tokens than one may send', { query: `{ ${'a '.repeat(9000)} }` }],
  ])('refuses %s without a call to the image service', async (_what, body) => {
    const { url, glance, manifest } = await startPersistedLab('enforce');
    const sent: unknown = JSON.parse(
      JSON.stringify({ variables, ...body }).replace('"ID"', `"${manifest.idOf('ImageOnce')}"`),
    );
    expect(await post(url, sent)).toEqual(NOT_IN_SAFELIST);
    expect(await post(url, sent, { accept: 'application/json' })).toEqual({ ...NOT_IN_SAFELIST, status: 200 });
    expect(glance.requests).toEqual([]);
  });

  it.each(['0'.repeat(64), 'sha256:', '__proto__', 'constructor'])('refuses the id %s', async (documentId) => {
    const { url, get, glance } = await startPersistedLab('enforce');
    expect(await post(url, { documentId, variables })).toEqual(NOT_IN_LIST);
    expect(await post(url, { extensions: persistedQuery(documentId), variables })).toEqual(NOT_IN_LIST);
    expect(await get({ documentId })).toEqual(NOT_IN_LIST);
    expect(await post(url, { documentId }, { accept: 'application/json' })).toEqual({ ...NOT_IN_LIST, status: 200 });
    expect(glance.requests).toEqual([]);
  });

  it('refuses every other way to send a document', async () => {
    const { url, get, glance, manifest } = await startPersistedLab('enforce');
    const listed = manifest.textOf('ImageOnce');
    const bodies = [
      [{ query: FREE, variables }],
      { query: [FREE], variables },
      { query: { kind: 'Document', definitions: [] }, variables },
      { query: '', variables },
      { documentId: 5, variables },
      { extensions: { persistedQuery: { version: 1 } }, variables },
      JSON.parse(`{ "__proto__": { "query": ${JSON.stringify(FREE)} }, "variables": {} }`),
      {},
    ];
    for (const body of bodies) expect(await post(url, body)).toMatchObject({ body: { errors: [expect.anything()] } });
    const search = (...texts: string[]) => texts.map((text) => `query=${encodeURIComponent(text)}`).join('&');
    for (const parameters of [search(FREE), search(listed, FREE), search('', FREE), search(FREE, '')]) {
      const response = await fetch(`${url}/graphql?${parameters}&variables=${JSON.stringify(variables)}`, {
        headers: {
          'x-auth-token': 'token-of-somebody',
          'apollo-require-preflight': 'true',
          'content-type': 'application/json',
        },
      });
      expect(await response.json()).toMatchObject({ errors: [expect.anything()] });
    }
    expect(await get({ query: FREE })).toEqual(NOT_IN_SAFELIST);
    expect(glance.requests).toEqual([]);
  });

  it('still requires a token, a preflight header, and POST for mutations', async () => {
    const { url, get, manifest, glance } = await startPersistedLab('enforce');
    const documentId = manifest.idOf('ImageOnce');
    expect(codesOf((await post(url, { documentId, variables }, { 'x-auth-token': '' })).body)).toEqual([
      'UNAUTHENTICATED',
    ]);
    const simple = await fetch(`${url}/graphql?documentId=${documentId}`, {
      headers: { 'x-auth-token': 'token-of-somebody' },
    });
    expect([simple.status, codesOf(await simple.json())]).toEqual([400, ['BAD_REQUEST']]);
    expect(await get({ documentId: manifest.idOf('Remove') })).toMatchObject({ status: 405 });
    expect(glance.requests).toEqual([]);
  });
});
