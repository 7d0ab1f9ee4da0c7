import { describe, expect, it } from 'vitest';
import { createCaller, openTestGlance } from '../../support/testGlance.ts';
import { startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const LIMIT = 1000;
const TEXT = 'x'.repeat(LIMIT + 1);

async function read(step: UpstreamStep): Promise<unknown> {
  const { url } = await startUpstream([step]);
  const glance = openTestGlance({
    endpoint: url,
    connections: 1,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 1000,
    bodyTimeoutMs: 1000,
    maxResponseBytes: LIMIT,
  });
  return glance
    .wire(createCaller())
    .requestJson({ method: 'GET', path: '/', statuses: [200] }, (body) => body)
    .catch((error: unknown) => error);
}

describe('a response over the limit of bytes', () => {
  it.each<{ title: string; step: UpstreamStep; tooLarge: boolean }>([
    { title: 'says so in its headers', step: { status: 200, body: { text: TEXT } }, tooLarge: true },
    {
      title: 'comes in chunks without a length',
      step: (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        for (const chunk of [TEXT.slice(500), TEXT.slice(501), '"']) response.write(chunk);
        response.end();
      },
      tooLarge: true,
    },
    { title: 'is an error page', step: { status: 500, body: TEXT }, tooLarge: false },
    { title: 'is not JSON, though within the limit', step: { status: 200, body: 'x' }, tooLarge: false },
    { title: 'is not an object, though within the limit', step: { status: 302, body: [] }, tooLarge: false },
  ])('$title: it is a protocol error with tooLarge $tooLarge', async ({ step, tooLarge }) => {
    expect(await read(step)).toMatchObject({ name: 'GlanceError', kind: 'protocol', tooLarge });
  });
});
