import { describe, expect, it } from 'vitest';
import type { EmbeddedGlance } from '../../src/embedded/server.ts';
import { callGlance, readMembers, startDemo, UNSHARED_IMAGE } from './startDemo.ts';

const MEMBERS = `/v2/images/${UNSHARED_IMAGE}/members`;

/** Races until a member is stored at least `count` times, as it can happen to Glance. */
async function storeDuplicates(glance: EmbeddedGlance, count: number): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    await Promise.all(Array.from({ length: 12 }, () => addBeta(glance)));
    if ((await readMembers(glance, UNSHARED_IMAGE)).length >= count) return;
    glance.reset();
  }
  throw new Error('No race in 50 rounds.');
}

function addBeta(glance: EmbeddedGlance): Promise<Response> {
  return callGlance(glance, 'POST', MEMBERS, { body: { member: glance.projects.beta } });
}

async function removeBeta(glance: EmbeddedGlance): Promise<number> {
  return (await callGlance(glance, 'DELETE', `${MEMBERS}/${glance.projects.beta}`)).status;
}

describe('concurrent POSTs of one member', () => {
  it('store it more than once, while a later one is a duplicate', async () => {
    const glance = await startDemo();
    await storeDuplicates(glance, 2);

    expect(new Set(await readMembers(glance, UNSHARED_IMAGE))).toEqual(new Set([`${glance.projects.beta}:pending`]));
    expect((await addBeta(glance)).status).toBe(409);
  });

  it('leave the recipient with access after one DELETE', async () => {
    const glance = await startDemo();
    await storeDuplicates(glance, 2);
    const before = (await readMembers(glance, UNSHARED_IMAGE)).length;

    expect(await removeBeta(glance)).toBe(204);
    expect(await readMembers(glance, UNSHARED_IMAGE)).toHaveLength(before - 1);
    const image = await callGlance(glance, 'GET', `/v2/images/${UNSHARED_IMAGE}`, { token: glance.tokens.beta });
    expect(image.status).toBe(200);
  });

  it('make a further DELETE fail within the second, until the last one is gone', async () => {
    const glance = await startDemo();
    await storeDuplicates(glance, 3);

    // Of three calls in a row at least two fall into one second.
    const statuses = [await removeBeta(glance), await removeBeta(glance), await removeBeta(glance)];
    expect(statuses[0]).toBe(204);
    expect(statuses).toContain(500);
    await expect.poll(() => removeBeta(glance), { interval: 100, timeout: 25_000 }).toBe(404);
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual([]);
  });

  it('make the image impossible to delete', async () => {
    const glance = await startDemo();
    await storeDuplicates(glance, 2);

    expect((await callGlance(glance, 'DELETE', `/v2/images/${UNSHARED_IMAGE}`)).status).toBe(500);
    const image = await callGlance(glance, 'GET', `/v2/images/${UNSHARED_IMAGE}`);
    expect(await image.json()).toMatchObject({ status: 'deleted' });
  });
});

describe('a member that was removed', () => {
  it('gets its old row back, pending again', async () => {
    const glance = await startDemo();
    await addBeta(glance);
    await callGlance(glance, 'PUT', `${MEMBERS}/${glance.projects.beta}`, {
      token: glance.tokens.beta,
      body: { status: 'accepted' },
    });
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual([`${glance.projects.beta}:accepted`]);
    expect(await removeBeta(glance)).toBe(204);

    // With a row to use again there is nothing left to race for.
    const answers = await Promise.all(Array.from({ length: 8 }, () => addBeta(glance)));
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual([`${glance.projects.beta}:pending`]);
  });
});
