import { describe, expect, it } from 'vitest';
import { addImage } from './images.ts';
import { BETA, BROKEN, MEMBERS, startErrors, UNKNOWN_ID } from './startErrors.ts';
import { askBoth, normalize, send } from './wire.ts';

const BAD_STATUS = 'Incorrect request: Status must be "pending", "accepted" or "rejected".';

const { upstreams, refusalOf } = await startErrors();

describe('add a member', () => {
  it.each([
    { body: undefined, status: 400, says: 'Body expected in request.' },
    { body: '{', status: 400, says: 'Malformed JSON in request body.' },
    { body: '[]', status: 400, says: 'Expected a member in the form: {"member": "image_id"}' },
    { body: '"x"', status: 400, says: 'Unexpected body type. Expected list/dict.' },
    { body: '5', status: 400, says: 'Unexpected body type. Expected list/dict.' },
    { body: 'null', status: 400, says: 'Unexpected body type. Expected list/dict.' },
    { body: '{}', status: 400, says: 'Member to be added not specified' },
    { body: '{"members":"x"}', status: 400, says: 'Member to be added not specified' },
    { body: '{"member":""}', status: 400, says: "Member can't be empty" },
    { body: '{"member":null}', status: 400, says: "Member can't be empty" },
    { body: '{"member":0}', status: 400, says: "Member can't be empty" },
    { body: '{"member":false}', status: 400, says: "Member can't be empty" },
    { body: '{"member":[]}', status: 400, says: "Member can't be empty" },
    { body: '{"member":"😀"}', status: 400, says: "Member can't contain 4 byte unicode characters." },
    { body: '{"member":["a"]}', status: 500, says: BROKEN },
    { body: '{"member":{"a":1}}', status: 500, says: BROKEN },
    { body: '{"member":"\\ud800"}', status: 500, says: BROKEN },
  ])('is refused for the body $body: $status $says', async ({ body, status, says }) => {
    const request = { method: 'POST', path: MEMBERS, as: 'alpha' } as const;
    expect(await refusalOf({ ...request, ...(body !== undefined && { body }) })).toMatchObject({ status, says });
  });

  it('checks the body before the image', async () => {
    const request = { method: 'POST', path: `/v2/images/${UNKNOWN_ID}/members`, as: 'alpha', body: '{}' } as const;
    expect(await refusalOf(request)).toMatchObject({ status: 400, says: 'Member to be added not specified' });
  });

  it.each([
    { body: '{"member":5}', member: 5 },
    { body: '{"member":1.5}', member: 1.5 },
    { body: '{"member":true}', member: true },
    { body: '{"member":"é"}', member: 'é' },
    { body: '{"member":"a/b"}', member: 'a/b' },
    { body: '{"member":".."}', member: '..' },
    { body: '{"member":" "}', member: ' ' },
  ])('takes the body $body and echoes the member', async ({ body, member }) => {
    const { embedded, real } = await askBoth(upstreams, async (upstream) => {
      const image = await addImage(upstream, upstream.endpoint, 'alpha');
      const path = `/v2/images/${image}/members`;
      const answer = await send(upstream, upstream.endpoint, { method: 'POST', path, as: 'alpha', body });
      return normalize(upstream, answer, new Map([[image, 'image']]));
    });
    expect(embedded).toEqual(real);
    expect({ status: real.status, body: JSON.parse(real.text) }).toEqual({
      status: 200,
      body: {
        member_id: member,
        image_id: '{image}',
        status: 'pending',
        created_at: '{time}',
        updated_at: '{time}',
        schema: '/v2/schemas/member',
      },
    });
  });

  describe.each(['new', 'legacy'] as const)('under the %s rules', (rbac) => {
    it('answers 409 to a member that is there', async () => {
      const request = { method: 'POST', path: MEMBERS, as: 'alpha', body: { member: '{beta}' } } as const;
      expect(await refusalOf(request, rbac)).toMatchObject({
        status: 409,
        says: 'Member {beta} is duplicated for image {image}',
      });
    });

    it.each([
      { as: 'alpha', member: 'member-9', who: 'to a new member' },
      { as: 'alpha', member: 'member-1', who: 'to a member that is there, not 409' },
      { as: 'admin', member: 'member-9', who: 'to the administrator as well' },
    ] as const)('answers 413 at the quota $who', async ({ as, member }) => {
      const request = { method: 'POST', path: '/v2/images/{full}/members', as, body: { member } } as const;
      const limit = 'The limit has been exceeded on the number of allowed image members for this image.';
      const says = `Image member limit exceeded for image {full}: ${limit} Attempted: 9, Maximum: 8:`;
      expect(await refusalOf(request, rbac)).toMatchObject({ status: 413, says });
    });
  });
});

describe('set the status of a member', () => {
  it.each([
    { body: undefined, says: 'Body expected in request.' },
    { body: '{', says: 'Malformed JSON in request body.' },
    { body: '[]', says: 'Expected a status in the form: {"status": "status"}' },
    { body: '"x"', says: 'Unexpected body type. Expected list/dict.' },
    { body: 'null', says: 'Unexpected body type. Expected list/dict.' },
    { body: '{}', says: 'Status not specified' },
    { body: '{"stat":"accepted"}', says: 'Status not specified' },
    { body: '{"status":"nope"}', says: BAD_STATUS },
    { body: '{"status":""}', says: BAD_STATUS },
    { body: '{"status":null}', says: BAD_STATUS },
    { body: '{"status":5}', says: BAD_STATUS },
    { body: '{"status":["accepted"]}', says: BAD_STATUS },
    { body: '{"status":"ACCEPTED"}', says: BAD_STATUS },
  ])('is refused for the body $body: 400 $says', async ({ body, says }) => {
    const request = { method: 'PUT', path: BETA, as: 'beta' } as const;
    expect(await refusalOf({ ...request, ...(body !== undefined && { body }) })).toMatchObject({ status: 400, says });
  });

  it('checks the rights before the status', async () => {
    const request = { method: 'PUT', path: BETA, as: 'alpha', body: { status: 'nope' } } as const;
    expect(await refusalOf(request)).toMatchObject({
      status: 403,
      says: 'You are not authorized to complete modify_member action.',
    });
  });

  it('checks the presence of a status before the rights', async () => {
    const request = { method: 'PUT', path: BETA, as: 'alpha', body: {} } as const;
    expect(await refusalOf(request)).toMatchObject({ status: 400, says: 'Status not specified' });
  });
});
