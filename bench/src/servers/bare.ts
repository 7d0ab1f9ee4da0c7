import { createServer, type ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { CONNECTIONS, readServerOptions } from './serverOptions.ts';

/**
 * The bare proxy, the limit that every gateway is compared with: node:http and an undici pool. Its requests and
 * responses look like GraphQL, and it makes the same calls to the upstream, but it checks nothing and handles no
 * failure.
 */
const { port, upstream } = readServerOptions();
const pool = new Pool(upstream, { connections: CONNECTIONS, pipelining: 1 });

type Row = Readonly<Record<string, unknown>>;

interface Variables {
  readonly input?: { readonly imageId: string; readonly memberId: string };
  readonly representations?: readonly { readonly id: string }[];
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { query, variables }: { query: string; variables: Variables } = JSON.parse(Buffer.concat(chunks).toString());
    const token = String(request.headers['x-auth-token']);
    void respond(query, variables, token).then(
      (body) => send(response, 200, body),
      () => send(response, 502, '{}'),
    );
  });
}).listen(port, '127.0.0.1');

async function respond(query: string, { input, representations }: Variables, token: string): Promise<string> {
  if (input) return addMember(input, token);
  if (representations) return listEntities(representations, token);
  return listImages(query.includes('members'), token);
}

async function addMember({ imageId, memberId }: NonNullable<Variables['input']>, token: string): Promise<string> {
  const body = JSON.stringify({ member: memberId });
  const member: Row = JSON.parse(await call('POST', `/v2/images/${imageId}/members`, token, body));
  const imageMember = {
    id: Buffer.from(`ImageMember:${member['image_id']}:${member['member_id']}`).toString('base64url'),
    imageId: member['image_id'],
    ...toMember(member),
    updatedAt: member['updated_at'],
  };
  return JSON.stringify({ data: { addImageMember: { __typename: 'AddImageMemberSuccess', imageMember } } });
}

async function listImages(withMembers: boolean, token: string): Promise<string> {
  const path = '/v2/images?limit=50&os_hidden=false&sort_key=created_at&sort_dir=desc';
  const { images, next }: { images: readonly Row[]; next?: string } = JSON.parse(await call('GET', path, token));
  const nodes = withMembers
    ? await Promise.all(images.map(async (image) => ({ ...toImage(image), members: await listMembers(image, token) })))
    : images.map(toImage);
  return JSON.stringify({ data: { images: { nodes, pageInfo: { hasNextPage: next !== undefined } } } });
}

async function listMembers({ id }: Row, token: string): Promise<readonly unknown[]> {
  const { members }: { members: readonly Row[] } = JSON.parse(await call('GET', `/v2/images/${id}/members`, token));
  return members.map(toMember);
}

async function listEntities(refs: NonNullable<Variables['representations']>, token: string): Promise<string> {
  const paths: string[] = [];
  for (let start = 0; start < refs.length; start += 40) {
    const ids = refs.slice(start, start + 40).map(({ id }) => id);
    for (const hidden of [false, true]) {
      const conditions = `visibility=all&member_status=all&os_hidden=${hidden}`;
      paths.push(`/v2/images?limit=${ids.length + 1}&${conditions}&id=in:${ids.join(',')}`);
    }
  }
  const pages = await Promise.all(paths.map((path) => call('GET', path, token)));
  const found = new Map<unknown, unknown>();
  for (const page of pages) {
    const { images }: { images: readonly Row[] } = JSON.parse(page);
    for (const image of images) found.set(image['id'], toImage(image));
  }
  return JSON.stringify({ data: { _entities: refs.map(({ id }) => found.get(id) ?? null) } });
}

function toImage(image: Row): Row {
  return {
    id: image['id'],
    name: image['name'],
    status: String(image['status']).toUpperCase(),
    visibility: String(image['visibility']).toUpperCase(),
    owner: { id: image['owner'] },
    sizeBytes: image['size'],
    diskFormat: image['disk_format'],
    tags: image['tags'],
    protected: image['protected'],
    createdAt: image['created_at'],
    updatedAt: image['updated_at'],
  };
}

function toMember(member: Row): Row {
  return {
    memberId: member['member_id'],
    status: String(member['status']).toUpperCase(),
    createdAt: member['created_at'],
  };
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, [
    'content-type',
    'application/graphql-response+json; charset=utf-8',
    'content-length',
    String(Buffer.byteLength(body)),
  ]);
  response.end(body);
}

function call(method: 'GET' | 'POST', path: string, token: string, body: string | null = null): Promise<string> {
  const headers = ['accept', 'application/json', 'x-auth-token', token];
  if (body !== null) headers.push('content-type', 'application/json');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pool.dispatch(
      { method, path, headers, body },
      {
        onRequestStart: () => {},
        onResponseStart: () => {},
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve(Buffer.concat(chunks).toString()),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}
