import { describe, expect, it } from 'vitest';
import { startUpstreams } from './upstreams.ts';
import { askBoth, messageOf, send } from './wire.ts';

const upstreams = await startUpstreams();
const LONG = 'x'.repeat(256);
const GUITAR = '\u{1f3b8}';
const fourBytes = (what: string): string => `${what} can't contain 4 byte unicode characters.`;

describe('the text of an image', () => {
  it.each<{ what: string; image: object; status: number; says?: string }>([
    { what: 'a name of 255 characters', image: { name: LONG.slice(1) }, status: 201 },
    { what: 'an empty name', image: { name: '' }, status: 201 },
    { what: 'an empty owner', image: { owner: '' }, status: 201 },
    { what: 'an empty tag', image: { tags: ['', ' spaces '] }, status: 201 },
    { what: 'a name of 256 characters', image: { name: LONG }, status: 400, says: `'${LONG}' is too long` },
    { what: 'an owner of 256 characters', image: { owner: LONG }, status: 400, says: `'${LONG}' is too long` },
    { what: 'a tag of 256 characters', image: { tags: ['a', LONG] }, status: 400, says: `'${LONG}' is too long` },
    { what: 'a name that needs four bytes', image: { name: GUITAR }, status: 400, says: fourBytes('Name') },
    { what: 'an owner that needs four bytes', image: { owner: GUITAR }, status: 400, says: fourBytes('Owner') },
    {
      what: 'a tag that needs four bytes',
      image: { tags: [GUITAR] },
      status: 400,
      says: "Param values can't contain 4 byte unicode.",
    },
    { what: 'a name with half a character', image: { name: '\ud83c' }, status: 500 },
  ])('is answered with $status for $what', async ({ image, status, says }) => {
    const answers = await askBoth(upstreams, (upstream) =>
      send(upstream, upstream.endpoint, { method: 'POST', path: '/v2/images', as: 'admin', body: image }),
    );
    for (const answer of Object.values(answers)) {
      expect(answer.status).toBe(status);
      if (says !== undefined) expect(messageOf(answer.text)).toContain(says);
    }
  });

  it('has no owner where an empty one was stored', async () => {
    const answers = await askBoth(upstreams, async (upstream) => {
      const created = await send(upstream, upstream.endpoint, {
        method: 'POST',
        path: '/v2/images',
        as: 'admin',
        body: { owner: '' },
      });
      const self = /"self": "([^"]*)"/.exec(created.text)?.[1] ?? '';
      return send(upstream, upstream.endpoint, { path: self, as: 'admin' });
    });
    for (const { text } of Object.values(answers)) expect(JSON.parse(text)).toMatchObject({ owner: null });
  });
});
