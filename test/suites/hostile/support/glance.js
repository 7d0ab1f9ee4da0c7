// A scripted Glance of its own process. The parent says how it behaves, by { delayMs, strangerDelayMs, hangs, rows }, and asks
// with { count: true } how many requests came with each token. A token that begins with "known-" is valid, and with
// "known-forbidden-" one that may not write. A member is there until it is removed.
import { createServer } from 'node:http';

const TIME = '2026-01-01T00:00:00Z';
const OTHERS = 100;
const PLAIN = { delayMs: 0, strangerDelayMs: 0, hangs: false, rows: 'plain' };
let behaviour = PLAIN;
let counts = {};
const removed = new Set();

// What images have besides the fields of every image, by the name of the kind of row.
const ROWS = {
  plain: {},
  'many properties': {
    ...Object.fromEntries(Array.from({ length: 128 }, (_, index) => [`property_${index}`, `value ${index}`])),
    tags: Array.from({ length: 128 }, (_, index) => `tag ${index}`),
  },
  // A page of 100 such images has 8 MiB less a few KB.
  'large texts': { large: 'x'.repeat(60_000), other: 'y'.repeat(20_000) },
  'large texts of three bytes a letter': { large: '漢'.repeat(26_000) },
  'large texts of quotes': { large: 'x'.repeat(60_000) + '"'.repeat(8_000) },
  'large texts of control characters': { large: '\u0001'.repeat(13_000) },
  'wrong fields': { status: 1, visibility: 1, min_disk: 'a', min_ram: 'a', created_at: 1, updated_at: 1, tags: 1 },
};

const toImage = (id) => ({
  id,
  name: `image ${id}`,
  owner: 'f'.repeat(32),
  status: 'active',
  visibility: 'shared',
  protected: false,
  os_hidden: false,
  tags: [],
  size: 1,
  virtual_size: 1,
  min_disk: 0,
  min_ram: 0,
  container_format: 'bare',
  disk_format: 'raw',
  checksum: null,
  created_at: TIME,
  updated_at: TIME,
  ...ROWS[behaviour.rows],
});

const toMember = (imageId, memberId, status = 'accepted') => ({
  image_id: imageId,
  member_id: memberId,
  status,
  created_at: TIME,
  updated_at: TIME,
  schema: '/v2/schemas/member',
});

const toId = (index) => `5b8c1f3e-7a2d-4c69-9e10-${String(index).padStart(12, '0')}`;

function toBody(method, path, search, body) {
  const [, imageId, members, memberId] = /^\/v2\/images(?:\/([^/]+)(?:\/(members)(?:\/([^/]+))?)?)?$/.exec(path) ?? [];
  if (members && method === 'POST') return toMember(imageId, JSON.parse(body).member, 'pending');
  if (memberId) return toMember(imageId, decodeURIComponent(memberId));
  if (members) return { members: [toMember(imageId, 'a'.repeat(32))], schema: '/v2/schemas/members' };
  if (imageId) return toImage(imageId);
  const asked = search.get('id')?.replace(/^in:/, '').split(',');
  const ids = asked ?? Array.from({ length: OTHERS }, (_, index) => toId(index));
  const page = { images: ids.map(toImage), first: `/v2/images?id=in:${ids.join(',')}`, schema: '/v2/schemas/images' };
  return asked ? page : { ...page, next: `/v2/images?marker=${ids.at(-1)}` };
}

const server = createServer((request, response) => {
  const token = String(request.headers['x-auth-token']);
  const isKnown = token.startsWith('known-');
  counts[token] = (counts[token] ?? 0) + 1;
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    if (behaviour.hangs) return;
    const answer = () => {
      const { pathname, searchParams } = new URL(request.url, 'http://glance');
      if (!isKnown) return response.writeHead(401, { 'content-type': 'text/html' }).end('<html></html>');
      if (request.method !== 'GET' && token.startsWith('known-forbidden-')) return response.writeHead(403).end();
      if (request.method === 'DELETE') {
        const isGone = removed.has(pathname);
        removed.add(pathname);
        return response.writeHead(isGone ? 404 : 204).end();
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(toBody(request.method, pathname, searchParams, body)));
    };
    const delay = isKnown ? behaviour.delayMs : behaviour.strangerDelayMs;
    if (delay > 0) setTimeout(answer, delay);
    else answer();
  });
});

process.on('message', (order) => {
  if (order.count) process.send({ counts });
  else if (order.forget) {
    counts = {};
    removed.clear();
  } else behaviour = { ...PLAIN, ...order };
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
