import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { post } from '../support/post.ts';
import { FREE, variables, NOT_FOUND, persistedQuery, startPersistedLab } from './support/persistedLab.ts';

describe('PERSISTED_DOCUMENTS=log', () => {
  it('executes a text that is not listed, and logs its name and hash, not the text', async () => {
    const { url, lines } = await startPersistedLab('log');
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-somebody' },
      body: JSON.stringify({ query: FREE, variables, operationName: 'Free' }),
    });
    expect(await response.json()).toEqual({ data: { image: { name: 'an image' } } });
    const logged = lines
      .map((line): unknown => JSON.parse(line))
      .filter((line) => JSON.stringify(line).includes('sha256'));
    expect(logged).toEqual([
      {
        level: 40,
        requestId: response.headers.get('x-request-id'),
        operationName: 'Free',
        sha256: createHash('sha256').update(FREE).digest('hex'),
        msg: 'not a persisted document',
      },
    ]);
    expect(lines.join()).not.toContain('query Free');
  });

  it('logs at most 100 printable characters of an invalid operation name', async () => {
    const { url, lines } = await startPersistedLab('log');
    for (const operationName of ['N'.repeat(200_000), `a\n{"level":60}\u001b[2J\u2028${'x'.repeat(200)}`]) {
      await post(url, { query: FREE, variables, operationName });
    }
    const names = lines
      .filter((line) => line.includes('sha256'))
      .map((line) => (JSON.parse(line) as { operationName: string }).operationName);
    expect(names).toEqual(['N'.repeat(100), `a?{"level":60}?[2J?${'x'.repeat(81)}`]);
    for (const line of lines) expect(line.length).toBeLessThan(1000);
  });

  it('responds with PERSISTED_QUERY_NOT_FOUND to an id that is not listed, and executes the text that follows', async () => {
    const { url } = await startPersistedLab('log');
    const extensions = persistedQuery(createHash('sha256').update(FREE).digest('hex'));
    expect(await post(url, { extensions, variables })).toEqual(NOT_FOUND);
    expect(await post(url, { extensions, query: FREE, variables })).toEqual({
      status: 200,
      body: { data: { image: { name: 'an image' } } },
    });
    expect(await post(url, { extensions, variables })).toEqual(NOT_FOUND);
  });
});
