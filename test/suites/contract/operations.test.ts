import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { describeOperations } from '../operations/describeOperations.ts';
import { startOperationsGateway } from '../operations/gateway.ts';
import { addImage, callGlance } from '../operations/upstream.ts';

const MAX_RACES = 60;

const realGlance = inject('realGlance');

describeOperations({
  name: 'the real Glance',
  start: async () => ({ upstream: realGlance, stop: async () => {} }),
});

describe('removeImageMember', () => {
  it('ends the access also where racing calls left the member twice', async () => {
    const { beta } = realGlance.projects;
    const { imageId, rows } = await raceForDuplicates(beta);
    expect(rows).toBeGreaterThan(1);
    const gateway = await startOperationsGateway(realGlance);
    onTestFinished(gateway.stop);

    // One row of each member is what clients are to see.
    expect(await gateway.run('SharingDialog', 'alpha', { imageId })).toMatchObject({
      data: { image: { members: [{ memberId: beta }] } },
    });
    expect(await gateway.run('Unshare', 'alpha', { input: { imageId, memberId: beta } })).toMatchObject({
      data: { removeImageMember: { __typename: 'RemoveImageMemberSuccess', imageId, memberId: beta } },
    });
    expect(await callGlance(realGlance, { path: `/v2/images/${imageId}`, as: 'beta' })).toMatchObject({ status: 404 });
    expect(await callGlance(realGlance, { path: `/v2/images/${imageId}/members`, as: 'alpha' })).toEqual({
      status: 200,
      body: { members: [], schema: '/v2/schemas/members' },
    });
  });
});

/** Two Glance processes on one database check and insert at the same time: about every second race leaves duplicates. */
async function raceForDuplicates(member: string): Promise<{ imageId: string; rows: number }> {
  const { endpoint, legacyEndpoint, tokens } = realGlance;
  let imageId = '';
  let rows = 0;
  for (let race = 0; race < MAX_RACES && rows < 2; race += 1) {
    imageId = await addImage(realGlance, { name: 'raced' });
    const path = `/v2/images/${imageId}/members`;
    const body = JSON.stringify({ member });
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        callGlance(
          { endpoint: index % 2 ? legacyEndpoint : endpoint, tokens },
          { method: 'POST', path, as: 'alpha', body },
        ),
      ),
    );
    rows = countMembers((await callGlance(realGlance, { path, as: 'alpha' })).body);
  }
  return { imageId, rows };
}

function countMembers(body: unknown): number {
  if (typeof body !== 'object' || body === null || !('members' in body)) return 0;
  return Array.isArray(body.members) ? body.members.length : 0;
}
