import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createAuditLog } from '../../src/log/audit.ts';
import { MEMBER_ROW, IMAGE, MEMBER, SHARE } from '../support/addImageMember.ts';
import { reset } from '../support/brokenSteps.ts';
import { toImageRow } from '../support/imageRow.ts';
import { startLoggedGateway } from '../support/loggedGateway.ts';
import { startUpstream, type UpstreamScript } from '../support/scriptedUpstream.ts';

const FIELDS = readTable(readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8'));
const TOKEN = 'token-of-the-user';
const ERROR = '{ __typename }';

/** The rows of the table in docs/operations.md: each field, and what its values are. */
function readTable(page: string): ReadonlyMap<string, string> {
  const [, table = ''] = page.split('\n| audit field ');
  const rows = table.split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return new Map(rows.map((row) => [row.split('`')[1] ?? '', row.split('|')[2]?.trim() ?? '']));
}

function fits(value: unknown, values: string): boolean {
  if (value === null) return values.endsWith(' or null');
  if (values === 'boolean') return typeof value === 'boolean';
  if (values === 'number') return Number.isSafeInteger(value);
  if (values === 'true') return value === true;
  if (values === 'list of texts') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (/^text\b/.test(values)) return typeof value === 'string';
  if (values.startsWith('an error code')) return typeof value === 'string' && /^[A-Z_]+$/.test(value);
  return values.split(/, | or /).includes(String(value));
}

interface Line {
  readonly [field: string]: unknown;
}

/** Runs one operation and returns its lines in the audit log, each compared with the documented table. */
async function audit(
  script: UpstreamScript,
  query: string,
  {
    variables = {},
    headers = {},
    env = {},
  }: { variables?: object; headers?: Record<string, string>; env?: object } = {},
): Promise<{ lines: readonly Line[]; ids: readonly (string | undefined)[]; requestId: unknown; text: string }> {
  const upstream = await startUpstream(script);
  const { gateway, lines, text } = await startLoggedGateway(upstream.url, { AUDIT_LOG: 'true', ...env });
  const answer = await gateway.post(query, { ...variables }, { 'x-auth-token': TOKEN, ...headers });
  await expect.poll(text).toContain('"msg":"request"');
  const audited = lines().filter((line): line is Line => Object(line).audit === true);
  for (const line of audited) {
    const { level, time, msg, ...fields } = line;
    expect([level, typeof time, msg]).toEqual([30, 'string', 'audit']);
    expect(Object.keys(fields)).toEqual([...FIELDS.keys()]);
    for (const [name, values] of FIELDS)
      expect([name, fields[name], fits(fields[name], values)]).toEqual([name, fields[name], true]);
  }
  const ids = upstream.requests.map(({ headers: sent }) => sent['x-openstack-request-id']);
  return { lines: audited, ids, requestId: answer.headers['x-request-id'], text: text() };
}

const NOTHING = {
  memberName: null,
  memberDomain: null,
  status: null,
  visibility: null,
  visibilityChanged: false,
  userId: null,
  projectId: null,
  clientName: null,
  clientVersion: null,
};
const added = { status: 200, body: MEMBER_ROW };
const gone = { status: 404, body: { message: 'not found in the member list' } };
const input = { imageId: IMAGE, memberId: MEMBER };
const pair = `imageId: "${IMAGE}", memberId: "${MEMBER}"`;
const mutate = (field: string): string => `mutation { ${field} ${ERROR} }`;

describe('the audit log', () => {
  it('has one line for an add, with the request IDs of the gateway and of the image service', async () => {
    const { lines, ids, requestId } = await audit([added], SHARE, { variables: { input } });
    expect(ids.length).toBe(1);
    expect(lines).toEqual([
      expect.objectContaining({
        ...NOTHING,
        requestId,
        action: 'addImageMember',
        imageId: IMAGE,
        memberId: MEMBER,
        code: null,
        outcome: 'APPLIED',
        upstreamCalls: 1,
        upstreamRequestIds: ids,
      }),
    ]);
  });

  it.each<[what: string, script: UpstreamScript, field: string, line: Line]>([
    [
      'a refused add',
      [{ status: 409 }],
      `addImageMember(input: { ${pair} })`,
      { action: 'addImageMember', code: 'MEMBER_ALREADY_EXISTS', outcome: 'NOT_APPLIED', upstreamCalls: 1 },
    ],
    [
      'an add with input that the gateway refuses',
      [],
      'addImageMember(input: { imageId: "x", memberId: "a/b" })',
      { imageId: 'x', memberId: 'a/b', code: 'INVALID_INPUT', outcome: 'NOT_APPLIED', upstreamCalls: 0 },
    ],
    [
      'an add with a refused token',
      [{ status: 401 }],
      `addImageMember(input: { ${pair} })`,
      { code: 'UNAUTHENTICATED', outcome: 'NOT_APPLIED', upstreamCalls: 1 },
    ],
    [
      'a decision',
      [{ status: 200, body: { ...MEMBER_ROW, status: 'accepted' } }],
      `updateImageMember(input: { ${pair}, status: ACCEPTED })`,
      { action: 'updateImageMember', status: 'ACCEPTED', code: null, outcome: 'APPLIED', upstreamCalls: 1 },
    ],
    [
      'a removal, whose look and second DELETE are calls of its own',
      [added, { status: 204 }, gone],
      `removeImageMember(input: { ${pair} })`,
      { action: 'removeImageMember', code: null, outcome: 'APPLIED', upstreamCalls: 3 },
    ],
    [
      'a decision of which nothing is known, with the looks that were to tell',
      (request) => (request.method === 'PUT' ? reset : { status: 500 }),
      `updateImageMember(input: { ${pair}, status: REJECTED })`,
      {
        action: 'updateImageMember',
        status: 'REJECTED',
        code: 'UPSTREAM_UNREACHABLE',
        outcome: 'UNKNOWN',
        upstreamCalls: 5,
      },
    ],
    [
      'a list of pairs that is refused as a whole',
      [],
      'removeImageMembers(input: { members: [] })',
      { action: 'removeImageMember', imageId: null, memberId: null, code: 'INVALID_INPUT', upstreamCalls: 0 },
    ],
    [
      'a call of setImageMembers that is refused as a whole',
      [{ status: 404 }],
      `setImageMembers(input: { imageId: "${IMAGE}", memberIds: ["p"] })`,
      { action: 'setImageMembers', memberId: null, code: 'IMAGE_NOT_FOUND', outcome: 'NOT_APPLIED', upstreamCalls: 1 },
    ],
    [
      'a call of setImageMembers with nothing to do',
      [{ status: 200, body: { members: [] } }],
      `setImageMembers(input: { imageId: "${IMAGE}", memberIds: [] })`,
      { action: 'setImageMembers', memberId: null, code: null, outcome: 'NOT_APPLIED', upstreamCalls: 1 },
    ],
    [
      'a change of a visibility',
      (request) => ({
        status: 200,
        body: {
          ...toImageRow(IMAGE, 'an image'),
          visibility: request.method === 'GET' ? 'private' : 'shared',
        },
      }),
      `setImageVisibility(input: { imageId: "${IMAGE}", visibility: SHARED })`,
      {
        action: 'setImageVisibility',
        memberId: null,
        visibility: 'SHARED',
        visibilityChanged: true,
        code: null,
        outcome: 'APPLIED',
        upstreamCalls: 2,
      },
    ],
  ])('has one line for %s', async (_what, script, field, line) => {
    const { lines, ids, requestId } = await audit(script, mutate(field));
    expect(lines).toEqual([expect.objectContaining({ ...NOTHING, requestId, ...line, upstreamRequestIds: ids })]);
  });

  it('has a line for each pair of a mutation of many, with the calls of that pair', async () => {
    const { lines, ids } = await audit(
      (request) => (request.body.includes('"b"') ? { status: 403 } : added),
      `mutation { addImageMembers(input: { members: [
        { ${pair} } { imageId: "${IMAGE}", memberId: "b" } { imageId: "x", memberId: "c" } { ${pair} }
      ] }) ${ERROR} }`,
    );
    expect(ids.length).toBe(2);
    const [first, second, third, again] = lines;
    expect(lines.map(({ memberId, code, outcome }) => [memberId, code, outcome])).toEqual([
      [MEMBER, null, 'APPLIED'],
      ['b', 'FORBIDDEN', 'NOT_APPLIED'],
      ['c', 'INVALID_INPUT', 'NOT_APPLIED'],
      [MEMBER, null, 'APPLIED'],
    ]);
    expect([first?.['upstreamRequestIds'], second?.['upstreamRequestIds']].flat().sort()).toEqual([...ids].sort());
    expect(third?.['upstreamRequestIds']).toEqual([]);
    expect(again?.['upstreamRequestIds']).toEqual(first?.['upstreamRequestIds']);
  });

  it('has a line for each removal and each add of setImageMembers', async () => {
    const row = (memberId: string) => ({ ...MEMBER_ROW, member_id: memberId });
    const deleted = new Set<string>();
    const { lines } = await audit(({ method, url, body }) => {
      if (method === 'GET') return { status: 200, body: { members: [row('p1'), row('p2')] } };
      if (method === 'POST') return { status: 200, body: row(String(JSON.parse(body).member)) };
      if (deleted.has(url)) return gone;
      deleted.add(url);
      return { status: 204 };
    }, `mutation { setImageMembers(input: { imageId: "${IMAGE}", memberIds: ["p2", "p3"], confirmRemovals: 1 }) ${ERROR} }`);
    expect(
      lines.map(({ action, memberId, outcome, upstreamCalls }) => [action, memberId, outcome, upstreamCalls]),
    ).toEqual([
      ['removeImageMember', 'p1', 'APPLIED', 2],
      ['addImageMember', 'p3', 'APPLIED', 1],
    ]);
  });

  it('names the client by its headers, cut and in printable ASCII', async () => {
    const headers = {
      'apollographql-client-name': `web ${'x'.repeat(100)}`,
      'apollographql-client-version': '1.2\u00e9',
    };
    const { lines, text } = await audit([added], SHARE, { variables: { input }, headers });
    const client = { clientName: `web ${'x'.repeat(60)}`, clientVersion: expect.stringMatching(/^1\.2\?+$/) };
    expect(lines).toEqual([expect.objectContaining(client)]);
    const request = text.split('\n').find((line) => line.includes('"msg":"request"'));
    expect(JSON.parse(request ?? '')).toMatchObject(client);
  });

  it('never holds the token, wherever the client has put it, and cuts long texts', async () => {
    const place = `${TOKEN} ${'y'.repeat(300)}`;
    const { lines, text } = await audit(
      [],
      `mutation ($text: ID!, $name: String!) {
        a: addImageMember(input: { imageId: $text, memberId: $text }) ${ERROR}
        b: addImageMember(input: { imageId: $text, memberName: $name, memberDomain: $name }) ${ERROR}
        c: removeImageMember(input: { imageId: $text, memberId: $text }) ${ERROR}
        d: setImageVisibility(input: { imageId: $text, visibility: SHARED }) ${ERROR}
        e: setImageMembers(input: { imageId: $text, memberIds: [$text] }) ${ERROR}
      }`,
      {
        variables: { text: place, name: place },
        headers: { 'apollographql-client-name': TOKEN, 'apollographql-client-version': TOKEN },
      },
    );
    expect(lines.length).toBe(5);
    expect(text).not.toContain(TOKEN);
    const hidden = `[token] ${'y'.repeat(120)}`;
    expect(lines[1]).toMatchObject({
      imageId: hidden,
      memberName: hidden,
      memberDomain: hidden,
      clientName: '[token]',
    });
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(4096);
  });

  it('replaces control characters and characters that change the direction of text', async () => {
    const { lines } = await audit(
      [],
      'mutation ($m: ID!) { removeImageMember(input: { imageId: "x", memberId: $m }) { __typename } }',
      {
        variables: { m: 'a\u0000\u202eb\u2028\u00e9' },
      },
    );
    expect(lines).toEqual([expect.objectContaining({ memberId: 'a??b?\u00e9' })]);
  });

  it('has no line for a query', async () => {
    const { lines } = await audit([{ status: 404 }], `{ image(id: "${IMAGE}") { id } }`);
    expect(lines).toEqual([]);
  });

  it('is off with AUDIT_LOG=false', async () => {
    const { lines } = await audit([added], SHARE, { variables: { input }, env: { AUDIT_LOG: 'false' } });
    expect(lines).toEqual([]);
  });

  it.each([
    ['debug', 1],
    ['warn', 1],
    ['error', 1],
    ['silent', 0],
  ])('has with LOG_LEVEL=%s %i lines of an act', (level, count) => {
    const written: string[] = [];
    const log = createAuditLog(pino({ level }, { write: (line: string) => void written.push(line) }));
    const request = { requestId: 'req-1', token: null, clientName: null, clientVersion: null };
    const project = { id: 'p', name: 'a project', domainId: 'default', domainName: null };
    const user = { userId: 'u', project };
    log?.(request, { action: 'addImageMember', code: null, outcome: 'APPLIED', requestIds: [] }, user);
    expect(written.map((line): unknown => JSON.parse(line))).toEqual(
      Array.from({ length: count }, () => expect.objectContaining({ audit: true, userId: 'u', projectId: 'p' })),
    );
  });
});
