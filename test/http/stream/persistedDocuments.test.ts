import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startLiveGateway, SUBSCRIBE } from '../../support/liveGateway.ts';
import { openAcked, subscribe } from '../support/openSocket.ts';
import { TOKEN } from '../support/openStream.ts';

const ID = 'a'.repeat(64);

function writeManifest(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'manifest-')), 'persisted-documents.json');
  writeFileSync(path, JSON.stringify({ [ID]: SUBSCRIBE }));
  return path;
}

const startEnforcing = () =>
  startLiveGateway({ PERSISTED_DOCUMENTS: 'enforce', PERSISTED_DOCUMENTS_MANIFEST: writeManifest() });

describe('a subscription where only persisted documents are taken', () => {
  it('comes over SSE by its ID or its text, by POST and GET, and no other does', async () => {
    const { url, feed } = await startEnforcing();
    const headers = { 'x-auth-token': TOKEN, accept: 'text/event-stream', 'content-type': 'application/json' };
    const post = async (body: unknown): Promise<string> => {
      const count = feed.subscriptions.length;
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (response.headers.get('content-type')?.startsWith('application/json')) return response.text();
      await expect.poll(() => feed.subscriptions).toHaveLength(count + 1);
      feed.subscriptions.at(-1)?.end();
      return response.text();
    };
    expect(await post({ documentId: ID })).toContain('ImageSharingReady');
    expect(await post({ query: SUBSCRIBE })).toContain('ImageSharingReady');
    expect(await post({ query: 'subscription { imageSharing { __typename } }' })).toContain('QUERY_NOT_IN_SAFELIST');
    const response = await fetch(`${url}/graphql?documentId=${ID}`, { headers });
    await expect.poll(() => feed.subscriptions).toHaveLength(3);
    feed.subscriptions[2]?.end();
    expect(await response.text()).toContain('ImageSharingReady');
  });

  it('comes over WebSocket by its ID or its text, and no other does', async () => {
    const { url } = await startEnforcing();
    const { send, messages } = await openAcked(url, { 'X-Auth-Token': TOKEN });
    const extensions = { persistedQuery: { version: 1, sha256Hash: ID } };
    send(
      { id: 'id', type: 'subscribe', payload: { query: '', extensions } },
      subscribe('text', SUBSCRIBE),
      subscribe('other', 'subscription { imageSharing { __typename } }'),
    );
    await expect
      .poll(() => messages.toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1)))
      .toMatchObject([
        { id: 'id', type: 'next' },
        { id: 'other', type: 'error', payload: [{ extensions: { code: 'QUERY_NOT_IN_SAFELIST' } }] },
        { id: 'text', type: 'next' },
      ]);
  });
});
