import { describe, expect, it } from 'vitest';
import { addImage } from './images.ts';
import { startUpstreams } from './upstreams.ts';
import { send } from './wire.ts';

const upstreams = await startUpstreams();

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const INVENTED = { accept: 'application/json', 'x-auth-token': 'an-invented-token-of-nobody' };

/** Every call that the gateway makes. A share of connections goes by whether one of them was answered with another status. */
const CALLS: readonly [method: string, path: string, body?: string][] = [
  ['GET', '/v2/images'],
  ['GET', '/v2/images?limit=nonsense'],
  ['GET', '/v2/images/ID'],
  ['GET', '/v2/images/ID/members'],
  ['POST', '/v2/images/ID/members', '{"member":"m"}'],
  ['POST', '/v2/images/ID/members', '{'],
  ['GET', '/v2/images/ID/members/m'],
  ['PUT', '/v2/images/ID/members/m', '{"status":"nonsense"}'],
  ['DELETE', '/v2/images/ID/members/m'],
];

describe('an invented token', () => {
  it.each(CALLS)('is refused by %s %s before anything else is looked at', async (method, path, body) => {
    const answers: Record<string, number[]> = {};
    for (const upstream of [upstreams.embedded, upstreams.real]) {
      const image = await addImage(upstream, upstream.endpoint, 'alpha');
      const statuses: number[] = [];
      for (const id of [image, UNKNOWN_ID, 'no-id-at-all']) {
        const asked = { method, path: path.replace('ID', id), headers: INVENTED, ...(body !== undefined && { body }) };
        statuses.push((await send(upstream, upstream.endpoint, asked)).status);
      }
      answers[upstream.name] = statuses;
    }
    expect(answers).toEqual({ embedded: [401, 401, 401], real: [401, 401, 401] });
  });
});
