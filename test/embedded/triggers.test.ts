import { describe, expect, it } from 'vitest';
import { simulations } from '../../src/index.ts';
import { triggers } from '../../src/embedded/triggers.ts';
import { callGlance, readMembers, startDemo, UNSHARED_IMAGE } from './startDemo.ts';
import type { CallOptions } from './startDemo.ts';

const MEMBERS = `/v2/images/${UNSHARED_IMAGE}/members`;

function toCall(method: string, memberId: string): [method: string, path: string, options: CallOptions] {
  if (method === 'POST') return ['POST', MEMBERS, { body: { member: memberId } }];
  return [method, `${MEMBERS}/${memberId}`, method === 'PUT' ? { body: { status: 'accepted' } } : {}];
}

const answered = triggers.flatMap(({ memberId, methods, response }) =>
  response.kind === 'silence' || response.kind === 'reset'
    ? []
    : methods.map((method) => ({ memberId, method, status: response.kind === 'ok' ? 200 : response.status })),
);

describe('triggers', () => {
  it('have their former name in the public export and in the options', async () => {
    expect(simulations.map(({ answer, ...trigger }) => ({ ...trigger, response: answer }))).toEqual(triggers);
    const glance = await startDemo({ simulations: true });
    const response = await callGlance(glance, ...toCall('POST', 'sim-500'));
    expect(response.status).toBe(500);
  });

  it.each(answered)('$memberId answers $method with $status and changes nothing', async (trigger) => {
    const { memberId, method, status } = trigger;
    const glance = await startDemo({ triggers: true });
    const response = await callGlance(glance, ...toCall(method, memberId));

    expect(response.status).toBe(status);
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual([]);
  });

  it('cover every method that changes a member, and describe themselves', () => {
    expect(new Set(triggers.map(({ memberId }) => memberId)).size).toBe(triggers.length);
    for (const { memberId, description, methods } of triggers) {
      expect(memberId).toMatch(/^sim-[a-z0-9-]+$/);
      expect(description).toMatch(/^[A-Z].+\.$/);
      expect(methods).toContain('POST');
    }
  });

  it.each([
    ['sim-403', `Not allowed to create members for image ${UNSHARED_IMAGE}.`],
    ['sim-404', `Image ${UNSHARED_IMAGE} not found.`],
    ['sim-409', `Member sim-409 is duplicated for image ${UNSHARED_IMAGE}`],
    [
      'sim-413',
      `Image member limit exceeded for image ${UNSHARED_IMAGE}: The limit has been exceeded on the number of allowed ` +
        'image members for this image. Attempted: 129, Maximum: 128:',
    ],
  ])('%s has the text of the real error', async (memberId, text) => {
    const glance = await startDemo({ triggers: true });
    const response = await callGlance(glance, ...toCall('POST', memberId));

    expect(response.headers.get('x-openstack-request-id')).toMatch(/^req-/);
    expect(await response.json()).toMatchObject({ message: `${text}<br /><br />\n\n\n` });
  });

  it('sim-404 means the member where the path names one', async () => {
    const glance = await startDemo({ triggers: true });
    const response = await callGlance(glance, ...toCall('DELETE', 'sim-404'));

    expect(await response.json()).toMatchObject({
      message: `sim-404 not found in the member list of the image ${UNSHARED_IMAGE}.<br /><br />\n\n\n`,
    });
  });

  it('sim-429 has a Retry-After header', async () => {
    const glance = await startDemo({ triggers: true });
    const response = await callGlance(glance, ...toCall('PUT', 'sim-429'));

    expect(response.headers.get('retry-after')).toBe('7');
  });

  it.each(['sim-502', 'sim-503', 'sim-504'])('%s is the HTML of a proxy, without a request id', async (memberId) => {
    const glance = await startDemo({ triggers: true });
    const response = await callGlance(glance, ...toCall('POST', memberId));

    expect(response.headers.get('x-openstack-request-id')).toBeNull();
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toMatch(/^<html><body><h1>50\d /);
  });

  it('sim-garbage is not JSON', async () => {
    const glance = await startDemo({ triggers: true });
    const response = await callGlance(glance, ...toCall('POST', 'sim-garbage'));

    expect(response.headers.get('content-type')).toBe('application/json');
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('sim-reset breaks the connection without the change', async () => {
    const glance = await startDemo({ triggers: true });

    await expect(callGlance(glance, ...toCall('POST', 'sim-reset'))).rejects.toThrow('fetch failed');
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual([]);
  });

  it('sim-lost-answer breaks the connection after the change, and lets a refusal through', async () => {
    const glance = await startDemo({ triggers: true });

    await expect(callGlance(glance, ...toCall('POST', 'sim-lost-answer'))).rejects.toThrow('fetch failed');
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual(['sim-lost-answer:pending']);
    expect((await callGlance(glance, ...toCall('POST', 'sim-lost-answer'))).status).toBe(409);
    await expect(callGlance(glance, ...toCall('DELETE', 'sim-lost-answer'))).rejects.toThrow('fetch failed');
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual([]);
  });

  it('sim-timeout gives no answer until the connection ends', async () => {
    const glance = await startDemo({ triggers: true });
    const waiting = callGlance(glance, ...toCall('POST', 'sim-timeout')).then(
      () => 'answered',
      () => 'broken',
    );
    // Answered in order on the same server: the silent call has long been read by then.
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual([]);
    await glance.stop();

    expect(await waiting).toBe('broken');
  });

  it('are off by default: their ids are projects like any other', async () => {
    const glance = await startDemo();
    const response = await callGlance(glance, ...toCall('POST', 'sim-500'));

    expect(response.status).toBe(200);
    expect(await readMembers(glance, UNSHARED_IMAGE)).toEqual(['sim-500:pending']);
  });

  it('need a token like any other call', async () => {
    const glance = await startDemo({ triggers: true });
    const [method, path, options] = toCall('POST', 'sim-500');

    expect((await callGlance(glance, method, path, { ...options, token: 'expired' })).status).toBe(401);
  });
});
