import { describe, expect, it } from 'vitest';
import { createImages, startReads, toImageId } from '../../support/startReads.ts';

const MEMBERS = 'query ($id: ID!) { imageMembers(imageId: $id) { memberId } }';
const COUNT = 7;
const PAGE = 3;

const toMember = (number: number) => ({
  image_id: toImageId(1),
  member_id: `project-${number}`,
  status: 'pending',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  schema: '/v2/schemas/member',
});

/** Three members a page, as Huawei's image service announces the next one, or as Glance does for images. */
const ANNOUNCEMENTS: readonly [how: string, announce: (marker: string) => object][] = [
  ['in page_info', (marker) => ({ page_info: { next_marker: marker, current_count: PAGE } })],
  ['by next', (marker) => ({ next: `/v2/images/x/members?marker=${encodeURIComponent(marker)}&limit=3` })],
];

describe('imageMembers', () => {
  it.each(ANNOUNCEMENTS)('has every member of an image service that announces pages %s', async (_how, announce) => {
    const { recorder, run } = await startReads(createImages(1), {
      intercept: async ({ url }) => {
        const marker = new URLSearchParams(url.split('?')[1]).get('marker');
        const start = marker === null ? 0 : Number(Buffer.from(marker, 'base64').toString());
        const end = Math.min(start + PAGE, COUNT);
        const members = Array.from({ length: end - start }, (_, index) => toMember(start + index));
        const next = end < COUNT ? announce(Buffer.from(String(end)).toString('base64')) : {};
        return { status: 200, body: JSON.stringify({ members, schema: '/v2/schemas/members', ...next }) };
      },
    });
    expect(await run(MEMBERS, { id: toImageId(1) })).toEqual({
      data: { imageMembers: Array.from({ length: COUNT }, (_, index) => ({ memberId: `project-${index}` })) },
    });
    expect(recorder.calls.map(({ url }) => decodeURIComponent(url.replace(/.*\/members/, '')))).toEqual([
      '',
      '?marker=Mw==',
      '?marker=Ng==',
    ]);
  });

  it('fails where the pages do not end', async () => {
    const { recorder, run } = await startReads(createImages(1), {
      intercept: async () => ({
        status: 200,
        body: JSON.stringify({ members: [toMember(1)], page_info: { next_marker: 'same' } }),
      }),
    });
    expect(await run(MEMBERS, { id: toImageId(1) })).toMatchObject({
      data: { imageMembers: null },
      errors: [{ path: ['imageMembers'], extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } }],
    });
    expect(recorder.calls.length).toBe(2);
  });
});
