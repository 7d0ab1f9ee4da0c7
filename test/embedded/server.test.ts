import { describe, expect, it } from 'vitest';
import { startEmbeddedGlance } from '../../src/embedded/server.ts';
import { callGlance, readMembers, startDemo, UNSHARED_IMAGE } from './startDemo.ts';

describe('startEmbeddedGlance', () => {
  it('shows the seed: an image on which beta has not decided waits in its inbox', async () => {
    const glance = await startDemo();
    const response = await callGlance(glance, 'GET', '/v2/images?visibility=shared&member_status=pending', {
      token: glance.tokens.beta,
    });
    const { images, first } = (await response.json()) as { images: { name: string; owner: string }[]; first: string };

    // Beta's own shared image is in the list as well, as Glance has it.
    expect(images.map(({ name, owner }) => [name, owner])).toEqual([
      ['rocky-10-hardened', glance.projects.beta],
      ['ubuntu-24.04-server', glance.projects.alpha],
      ['windows-server-2025-core', glance.projects.beta],
    ]);
    expect(first).toBe('/v2/images?visibility=shared&member_status=pending');
  });

  it('lists every image of the seed for the administrator, except the hidden one', async () => {
    const glance = await startDemo();
    const response = await callGlance(glance, 'GET', '/v2/images?visibility=all', { token: glance.tokens.admin });
    const { images } = (await response.json()) as { images: { name: string }[] };

    expect(images.map(({ name }) => name).toSorted()).toEqual(
      glance.images
        .filter(({ hidden }) => hidden !== true)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it('keeps the access rules of older releases when told to', async () => {
    const answers = await Promise.all(
      (['new', 'legacy'] as const).map(async (rbac) => {
        const glance = await startDemo({ rbac });
        return callGlance(glance, 'POST', `/v2/images/${UNSHARED_IMAGE}/members`, {
          token: glance.tokens.alphaReader,
          body: { member: 'somebody' },
        });
      }),
    );

    expect(answers.map(({ status }) => status)).toEqual([403, 200]);
  });

  it('refuses a member beyond the quota, and before it looks for a duplicate', async () => {
    const glance = await startDemo({ memberQuota: 1 });
    const add = () =>
      callGlance(glance, 'POST', `/v2/images/${UNSHARED_IMAGE}/members`, { body: { member: glance.projects.beta } });
    await add();
    const response = await add();

    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      message:
        `Image member limit exceeded for image ${UNSHARED_IMAGE}: The limit has been exceeded on the number of allowed ` +
        'image members for this image. Attempted: 2, Maximum: 1:<br /><br />\n\n\n',
      code: '413 Request Entity Too Large',
      title: 'Request Entity Too Large',
    });
  });

  it('forgets every change on reset, by function and over HTTP', async () => {
    const glance = await startDemo();
    const change = async () => {
      await callGlance(glance, 'POST', `/v2/images/${UNSHARED_IMAGE}/members`, { body: { member: 'somebody' } });
      await callGlance(glance, 'POST', '/v2/images', { body: { id: '11111111-2222-4333-8444-555555555555' } });
    };
    const read = async () => [
      await readMembers(glance, UNSHARED_IMAGE),
      (await callGlance(glance, 'GET', '/v2/images/11111111-2222-4333-8444-555555555555')).status,
    ];

    await change();
    expect(await read()).toEqual([['somebody:pending'], 200]);
    glance.reset();
    expect(await read()).toEqual([[], 404]);

    await change();
    const response = await fetch(`${glance.url}/_embedded/reset`, { method: 'POST' });
    expect(response.status).toBe(204);
    expect(await read()).toEqual([[], 404]);
  });

  it('waits before it answers when told to', async () => {
    const glance = await startDemo({ latencyMs: 60 });
    const start = performance.now();
    await (await callGlance(glance, 'GET', '/v2/images')).text();

    // A timer may fire a millisecond early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(58);
  });

  it('rejects when the port is taken', async () => {
    const glance = await startDemo();
    await expect(startEmbeddedGlance({ port: Number(new URL(glance.url).port) })).rejects.toThrow('EADDRINUSE');
  });

  it('serves a seed of its own names', async () => {
    const glance = await startEmbeddedGlance({
      seed: {
        projects: { research: 'f'.repeat(32), teaching: 'e'.repeat(32) },
        tokens: { lena: { token: 'token-of-lena', project: 'teaching', roles: ['member'] } },
        images: [{ id: UNSHARED_IMAGE, name: 'exam', owner: 'research', members: [{ project: 'teaching' }] }],
      },
    });
    const response = await fetch(`${glance.url}/v2/images/${UNSHARED_IMAGE}/members`, {
      headers: { 'x-auth-token': String(glance.tokens['lena']) },
    });
    const answer = (await response.json()) as { members: unknown[] };
    await glance.stop();

    expect(answer.members).toMatchObject([{ member_id: 'e'.repeat(32), status: 'pending' }]);
  });
});
