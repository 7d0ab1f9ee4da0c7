import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { openConnection } from '../support/rawConnection.ts';
import { startStubGlance } from '../support/stubGlance.ts';

const BODY = '{"query":"{ __typename }"}';
const ANSWER = '{"data":{"__typename":"Query"}}';
const NOT_FOUND = '"message":"There is nothing here. GraphQL is at /graphql."';

/** Sends one request with exactly this request line. @returns the whole answer as it came */
async function ask(requestLine: string, headers = '', body = ''): Promise<string> {
  const stub = await startStubGlance([]);
  const gateway = await startGateway({ endpoint: stub.url });
  const { socket, received } = await openConnection(gateway.url);
  socket.write(
    `${requestLine} HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n${headers}\r\n${body}`,
  );
  const answer = await received;
  expect(stub.calls).toEqual([]);
  return answer;
}

const QUERY = '?query=%7B__typename%7D';
const PREFLIGHT = 'apollo-require-preflight: true\r\n';

/** What stands before the path in each form of a request target. */
const AUTHORITIES = [
  '',
  'http://gateway',
  'http://gateway:4000',
  'https://gateway',
  'HTTP://GATEWAY',
  'http://[::1]:80',
];

describe('the target of a request line', () => {
  it.each(AUTHORITIES.flatMap((authority) => ['/graphql', '/graphql/'].map((path) => authority + path)))(
    '%s is GraphQL, by POST and by GET',
    async (target) => {
      for (const answer of [
        await ask(`POST ${target}`, '', BODY),
        await ask(`POST ${target}?a=b`, '', BODY),
        await ask(`GET ${target}${QUERY}`, PREFLIGHT),
        await ask(`GET ${target}${QUERY}`, `${PREFLIGHT}accept: text/html,*/*;q=0.8\r\n`),
      ]) {
        expect(answer).toMatch(/^HTTP\/1\.1 200 /);
        expect(answer).toContain(ANSWER);
      }
    },
  );

  it.each(AUTHORITIES)('%s before /healthz and /readyz changes nothing', async (authority) => {
    expect(await ask(`GET ${authority}/healthz?a`)).toMatch(/^HTTP\/1\.1 200 [^]*\{"status":"ok"\}/);
    expect(await ask(`GET ${authority}/readyz`)).toMatch(/^HTTP\/1\.1 200 [^]*\{"status":"ready"\}/);
  });

  it.each(['/graphql', '/graphql/', '/', 'http://gateway', 'http://gateway/graphql/'])(
    '%s leads a browser to the playground',
    async (target) => {
      expect(await ask(`GET ${target}`, 'accept: text/html\r\n')).toMatch(/^HTTP\/1\.1 302 [^]*location: \/graphiql\r/);
    },
  );

  it.each([
    '//graphql',
    '/graphql//',
    '/graphql/x',
    '/./graphql',
    '/x/../graphql',
    '/graphql%2f',
    '/%67raphql',
    '/graphql;a=b',
    '/graphql%3Fquery',
    'http://gateway',
    'http://gateway//graphql',
    'http://gateway?/graphql',
    'http://user@gateway/graphql',
    'http://user:secret@gateway/graphql',
    'http:///graphql',
    'ftp://gateway/graphql',
    'graphql://gateway/graphql',
  ])('%s is 404 in words, and is never taken for another target', async (target) => {
    const answer = await ask(`POST ${target}`, '', BODY);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).toContain(NOT_FOUND);
  });

  it('* is 404 in words', async () => {
    expect(await ask('OPTIONS *')).toMatch(/^HTTP\/1\.1 404 /);
  });

  it.each([
    ['HEAD', '/healthz', 200],
    ['HEAD', '/graphql', 405],
    ['HEAD', 'http://gateway/graphql/', 405],
    ['HEAD', '/nothing', 404],
  ])('%s %s is %i without a body', async (method, target, status) => {
    const answer = await ask(`${method} ${target}`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/\r\n\r\n$/);
  });

  it.each(['/graphql', '/graphql/', 'HTTP://GATEWAY/graphql'])('OPTIONS %s says what is allowed', async (target) => {
    const answer = await ask(`OPTIONS ${target}`);
    expect(answer).toMatch(/^HTTP\/1\.1 405 [^]*\r\nallow: GET, POST\r\n/);
  });
});
