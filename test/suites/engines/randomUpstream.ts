import type { Intercept, RecordedAnswer } from '../../support/recorder.ts';

const PROJECT = 'a'.repeat(32);

export interface RandomUpstream {
  readonly intercept: Intercept;
  /** Has the following calls meet the faults of this number. */
  setFaults(salt: number): void;
}

/** An image service that refuses some calls and has bad rows, the same ones each time that it is asked the same. */
export function createRandomUpstream(): RandomUpstream {
  let salt = 0;
  return {
    setFaults: (given) => {
      salt = given;
    },
    async intercept({ method, url, body }) {
      // Every other operation meets no fault.
      const fate = salt % 2 === 0 ? 99 : toNumber(`${salt} ${method} ${url} ${body}`) % 20;
      const status = [403, 404, 401, 400, 409, 413][fate];
      if (status !== undefined) return { status, body: '{"message": "refused"}' };
      return answer(method, url, toBad(fate));
    },
  };
}

/** Members of a row that no image service should send. */
function toBad(fate: number): object {
  const rows: Readonly<Record<number, object>> = {
    6: { created_at: 5 },
    7: { size: 2 ** 53 },
    8: { updated_at: null, name: 7 },
    9: { status: 'weird', visibility: 'weird' },
    10: { id: null, image_id: null },
  };
  return rows[fate] ?? {};
}

function answer(method: string, url: string, bad: object): RecordedAnswer {
  const [, imageId = 'x', members, memberId] = /^\/v2\/images\/([^/?]+)(\/members)?\/?([^/]*)$/.exec(url) ?? [];
  const ok = (body: object): RecordedAnswer => ({ status: 200, body: JSON.stringify(body) });
  if (method === 'DELETE') return { status: 204, body: '' };
  if (url.startsWith('/v2/images?')) {
    const ids = /\bid=in[:%3A]+([^&]*)/.exec(url)?.[1]?.split(/,|%2C/) ?? [1, 2].map(toId);
    const images = url.includes('os_hidden=true') ? [] : ids.map((id, index) => toImage(id, index === 1 ? bad : {}));
    return ok({ images, first: '/v2/images?id=in:' });
  }
  if (!members) return ok(toImage(imageId, bad));
  const rows = [toMember(imageId, 'b'.repeat(32), {}), toMember(imageId, 'c'.repeat(32), bad)];
  return ok(memberId || method === 'POST' ? toMember(imageId, memberId || 'b'.repeat(32), bad) : { members: rows });
}

function toId(number: number): string {
  return `00000000-0000-4000-8000-00000000000${number}`;
}

function toImage(id: string, bad: object): object {
  return {
    ...{ id, name: `image ${id}`, status: 'active', visibility: 'shared', owner: PROJECT, size: 2 ** 40 },
    ...{
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-02T00:00:00Z',
      tags: ['a', 'b'],
      os_distro: 'debian',
      os_hidden: false,
    },
    ...bad,
  };
}

function toMember(imageId: string, memberId: string, bad: object): object {
  return {
    ...{ image_id: imageId, member_id: memberId, status: 'pending', schema: '/v2/schemas/member' },
    ...{ created_at: '2026-01-03T00:00:00Z', updated_at: '2026-01-04T00:00:00Z' },
    ...bad,
  };
}

/** FNV-1a. */
function toNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
