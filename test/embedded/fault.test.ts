import { describe, expect, it } from 'vitest';
import { callGlance, startDemo, UNSHARED_IMAGE } from './startDemo.ts';

const JSON_FAULT = {
  type: 'application/json',
  body: '{"message": "Image nope not found.<br /><br />\\n\\n\\n", "code": "404 Not Found", "title": "Not Found"}',
};
const PLAIN_FAULT = { type: 'text/plain; charset=UTF-8', body: '404 Not Found\n\nImage nope not found.\n\n   ' };
const HTML_FAULT = {
  type: 'text/html; charset=UTF-8',
  body:
    '<html>\n <head>\n  <title>404 Not Found</title>\n </head>\n <body>\n  <h1>404 Not Found</h1>\n' +
    '  Image nope not found.<br /><br />\n\n\n\n </body>\n</html>',
};

describe('a refusal', () => {
  it.each([
    ['application/json', JSON_FAULT],
    ['application/json;q=0.9, text/html;q=0.5', JSON_FAULT],
    ['text/html', HTML_FAULT],
    ['application/json, */*', HTML_FAULT],
    ['not a media type', HTML_FAULT],
    ['text/plain', PLAIN_FAULT],
    ['', PLAIN_FAULT],
  ])('to a client that accepts "%s" has that format', async (accept, fault) => {
    const glance = await startDemo();
    const response = await callGlance(glance, 'GET', '/v2/images/nope/members', { headers: { accept } });

    expect({ type: response.headers.get('content-type'), body: await response.text() }).toEqual(fault);
  });

  it('escapes what the client sent only in HTML', async () => {
    const glance = await startDemo();
    const path = `/v2/images/${UNSHARED_IMAGE}/members/%3Cb%3E`;
    const html = await callGlance(glance, 'GET', path, { headers: { accept: 'text/html' } });
    const json = await callGlance(glance, 'GET', path);

    expect(await html.text()).toContain(`&lt;b&gt; not found in the member list of the image ${UNSHARED_IMAGE}.`);
    expect(await json.json()).toMatchObject({
      message: `<b> not found in the member list of the image ${UNSHARED_IMAGE}.<br /><br />\n\n\n`,
    });
  });

  it('of the token has no request id but names the identity service', async () => {
    const glance = await startDemo();
    const response = await callGlance(glance, 'GET', '/v2/images', { token: 'expired' });

    expect(response.status).toBe(401);
    expect(response.headers.get('x-openstack-request-id')).toBeNull();
    expect(response.headers.get('www-authenticate')).toMatch(/^Keystone uri="http/);
  });

  it('of a long request line has no body and no request id', async () => {
    const glance = await startDemo();
    const response = await callGlance(glance, 'GET', `/v2/images?name=${'x'.repeat(8192)}`);

    expect([response.status, await response.text(), response.headers.get('x-openstack-request-id')]).toEqual([
      414,
      '',
      null,
    ]);
  });
});

describe('the request id', () => {
  it.each([
    ['req-mine', 200, 'req-mine'],
    ['mine', 200, 'req-mine'],
    ['x'.repeat(64), 200, `req-${'x'.repeat(64)}`],
    ['x'.repeat(65), 500, null],
  ])('%s is answered with %i', async (id, status, answered) => {
    const glance = await startDemo();
    const response = await callGlance(glance, 'GET', '/v2/images', { headers: { 'x-openstack-request-id': id } });

    expect([response.status, response.headers.get('x-openstack-request-id')]).toEqual([status, answered]);
  });
});
