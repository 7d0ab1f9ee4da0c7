import { describe, expect, it } from 'vitest';
import { getImage } from '../../../src/glance/wire/image.ts';
import { getImageMember, postImageMember } from '../../../src/glance/wire/imageMember.ts';
import { createKeystoneGlance, describeToken } from '../../support/keystoneGlance.ts';
import { createCaller, KEY, status } from '../../support/testGlance.ts';
import { startRepeatingUpstream, startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';
import { hang, reset } from '../../support/brokenSteps.ts';

const text = (code: number, body: string): UpstreamStep => ({ status: code, body });
const keystoneError = (code: number, headers: Record<string, string> = {}): UpstreamStep =>
  status(code, headers, { error: { code, message: 'said by Keystone', title: 'An error' } });

const image = (method: string, path: string) => ({ service: 'image', method, path });
const POST_PATH = `/v2/images/${KEY.imageId}/members`;

const BAD = {
  kind: 'unauthorized',
  retryable: false,
  upstreamStatus: 401,
  message: 'The token is invalid or has expired.',
};
const unsure = (message: string, upstreamStatus: number | null = null) => ({
  kind: 'unavailable',
  retryable: true,
  upstreamStatus,
  message,
});
const DOWN = unsure('The identity service is down or overloaded.');
const NONSENSE = unsure('The identity service gave a response that the gateway does not understand.');
const GOOD = unsure(
  'The image service does not take the token, although the identity service says that it is valid.',
  401,
);
const refused = (message: string, upstreamStatus: number | null = 401) => ({
  kind: 'forbidden',
  retryable: false,
  upstreamStatus,
  message,
});
const BY_RULES = refused("The access rules of the token's application credential do not allow this.");
const DESPITE_RULES = refused(
  'The image service does not take the token. It may not support the access rules of application credentials.',
);

describe('a 401 of the image service', () => {
  it.each<[string, UpstreamStep, object]>([
    ['200 of a good token', status(200, {}, describeToken()), GOOD],
    ['200 of a token without roles', status(200, {}, describeToken({ roles: [] })), GOOD],
    ['200 of an unscoped token', status(200, {}, describeToken({ project: undefined })), GOOD],
    [
      '200 of a token whose application credential has no access rules',
      status(200, {}, describeToken({ application_credential: { id: 'a', restricted: true } })),
      GOOD,
    ],
    ['200 of a token whose access rules allow nothing', withRules([]), BY_RULES],
    [
      '200 of a token whose access rules are for another service',
      withRules([{ ...image('POST', '/**'), service: 'compute' }]),
      BY_RULES,
    ],
    ['200 of a token whose access rules are for another method', withRules([image('GET', POST_PATH)]), BY_RULES],
    ['200 of a token whose access rules are for another path', withRules([image('POST', '/v2/images')]), BY_RULES],
    ['200 of a token whose access rule has too few parts', withRules([image('POST', '/v2/images/*')]), BY_RULES],
    ['200 of a token whose access rule is for what lies below', withRules([image('POST', `${POST_PATH}/*`)]), BY_RULES],
    [
      '200 of a token whose access rules allow the call',
      withRules([image('GET', '/v2/images'), image('POST', POST_PATH)]),
      DESPITE_RULES,
    ],
    [
      '200 of a token whose access rules allow it by *',
      withRules([image('POST', '/v2/images/*/members')]),
      DESPITE_RULES,
    ],
    [
      '200 of a token whose access rules allow it by a name',
      withRules([image('POST', '/v2/images/{image_id}/members')]),
      DESPITE_RULES,
    ],
    ['200 of a token whose access rules allow it by **', withRules([image('POST', '/v2/**')]), DESPITE_RULES],
    [
      '200 of a token whose access rule ends in what follows **',
      withRules([image('POST', '/**/members')]),
      DESPITE_RULES,
    ],
    ['200 of a token whose access rule has many **', withRules([image('POST', `/${'**a'.repeat(40)}**`)]), BY_RULES],
    ['401', keystoneError(401), BAD],
    ['401 of a proxy', text(401, '<h1>Unauthorized</h1>'), BAD],
    [
      '403',
      keystoneError(403),
      refused('The identity service knows the token, but does not allow it to be used here.', null),
    ],
    ['404', keystoneError(404), BAD],
    ['404 of another web server', text(404, '<h1>Not Found</h1>'), NONSENSE],
    ['400', keystoneError(400), NONSENSE],
    [
      '429',
      keystoneError(429, { 'retry-after': '7' }),
      { ...unsure('Too many requests to the identity service.'), retryAfterSeconds: 7 },
    ],
    ['500', keystoneError(500), DOWN],
    ['502', text(502, '<h1>Bad Gateway</h1>'), DOWN],
    ['503', keystoneError(503, { 'retry-after': '3' }), { ...DOWN, retryAfterSeconds: 3 }],
    ['504', text(504, ''), DOWN],
    ['a reset', reset, unsure('The identity service could not be reached.')],
    ['silence', hang, unsure('The identity service did not respond in time.')],
    ['300', status(300, {}, { versions: { values: [] } }), NONSENSE],
    ['HTML', text(200, '<h1>Welcome</h1>'), NONSENSE],
    ['nothing', text(200, ''), NONSENSE],
    ['a list', status(200, {}, []), NONSENSE],
    ['a token that is none', status(200, {}, { token: 'yes' }), NONSENSE],
    ['access rules that are none', withRules('all'), NONSENSE],
  ])('means what Keystone answers about the token: %s', async (_answer, keystoneAnswer, expected) => {
    const upstream = await startRepeatingUpstream(status(401));
    const asked: unknown[] = [];
    const keystone = await startUpstream(({ token, headers }) => {
      asked.push([token, headers['x-subject-token'], headers['openstack-identity-access-rules']]);
      return keystoneAnswer;
    });
    const glance = createKeystoneGlance(upstream.url, keystone.url, { headersTimeoutMs: 100 });
    await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject({
      ...expected,
      outcome: 'notApplied',
    });
    expect(keystone.calls).toEqual(['GET /v3/auth/tokens?nocatalog']);
    expect(asked).toEqual([['token-of-a-caller', 'token-of-a-caller', '1.0']]);
    expect(upstream.calls).toEqual([`POST ${POST_PATH}`]);
  });

  it('is believed where no Keystone is configured', async () => {
    const upstream = await startRepeatingUpstream(status(401));
    const glance = createKeystoneGlance(upstream.url, null);
    await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(BAD);
  });

  it.each([400, 403, 404, 409, 429, 500, 502, 503, 504])(
    'is the only answer that Keystone is asked about: not %i',
    async (code) => {
      const upstream = await startRepeatingUpstream(status(code));
      const keystone = await startRepeatingUpstream(keystoneError(401));
      const glance = createKeystoneGlance(upstream.url, keystone.url);
      const error: unknown = await postImageMember(glance.wire(createCaller()), KEY).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ upstreamStatus: code });
      expect(error).not.toMatchObject({ kind: 'unauthorized' });
      expect(keystone.calls).toEqual([]);
    },
  );

  it('is judged for each call by the access rules, and Keystone is asked once for the operation', async () => {
    const upstream = await startRepeatingUpstream(status(401));
    const keystone = await startRepeatingUpstream(withRules([image('GET', '/v2/images/**')]));
    const glance = createKeystoneGlance(upstream.url, keystone.url);
    const caller = createCaller();
    await expect(postImageMember(glance.wire(caller), KEY)).rejects.toMatchObject(BY_RULES);
    await expect(getImageMember(glance.wire(caller), KEY)).rejects.toMatchObject(DESPITE_RULES);
    expect(keystone.calls).toEqual(['GET /v3/auth/tokens?nocatalog']);
  });

  it('is asked about again by the next operation, also with the same token', async () => {
    const upstream = await startRepeatingUpstream(status(401));
    const keystone = await startRepeatingUpstream(keystoneError(401), status(200, {}, describeToken()));
    const glance = createKeystoneGlance(upstream.url, keystone.url);
    await expect(getImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(BAD);
    await expect(getImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(GOOD);
  });

  it('is asked about again when Keystone failed', async () => {
    const upstream = await startRepeatingUpstream(status(401));
    const keystone = await startRepeatingUpstream(keystoneError(503), keystoneError(401));
    const glance = createKeystoneGlance(upstream.url, keystone.url);
    const caller = createCaller();
    await expect(getImageMember(glance.wire(caller), KEY)).rejects.toMatchObject(DOWN);
    await expect(getImageMember(glance.wire(caller), KEY)).rejects.toMatchObject(BAD);
  });

  it.each([
    ['with Keystone', true, 1],
    ['without Keystone', false, 0],
  ])('is remembered for the calls that the operation has left: %s', async (_name, hasKeystone, questions) => {
    const upstream = await startRepeatingUpstream(status(401));
    const keystone = await startRepeatingUpstream(keystoneError(401));
    const glance = createKeystoneGlance(upstream.url, hasKeystone ? keystone.url : null);
    const caller = createCaller();
    for (let index = 0; index < 100; index += 1) {
      await expect(getImageMember(glance.wire(caller), KEY)).rejects.toMatchObject(BAD);
    }
    expect(upstream.calls).toHaveLength(1);
    expect(keystone.calls).toHaveLength(questions);
  });

  it('is asked about once for calls that run at the same time', async () => {
    const upstream = await startRepeatingUpstream(status(401));
    const keystone = await startRepeatingUpstream(keystoneError(401));
    const glance = createKeystoneGlance(upstream.url, keystone.url);
    const caller = createCaller();
    const calls = Array.from({ length: 20 }, () => getImage(glance.wire(caller), KEY.imageId));
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: 'rejected', reason: BAD });
    }
    expect(keystone.calls).toHaveLength(1);
  });
});

describe('a token of more than 8,192 characters', () => {
  it.each<[string, UpstreamStep, object]>([
    ['401', keystoneError(401), BAD],
    ['404', keystoneError(404), BAD],
    ['200', status(200, {}, { catalog: [] }), GOOD],
    ['403, for a token without a project', keystoneError(403), GOOD],
    ['503', keystoneError(503), DOWN],
    ['a reset', reset, unsure('The identity service could not be reached.')],
  ])('is sent to Keystone once, not as a subject too: %s', async (_answer, keystoneAnswer, expected) => {
    const upstream = await startRepeatingUpstream(status(401));
    const keystone = await startRepeatingUpstream(keystoneAnswer);
    const glance = createKeystoneGlance(upstream.url, keystone.url);
    const caller = { ...createCaller(), token: 'g'.repeat(8193) };
    await expect(postImageMember(glance.wire(caller), KEY)).rejects.toMatchObject(expected);
    expect(keystone.calls).toEqual(['GET /v3/auth/catalog']);
  });

  it('may be repeated by Keystone in a header', async () => {
    const upstream = await startRepeatingUpstream(status(401));
    const keystone = await startRepeatingUpstream(
      status(200, { 'x-subject-token': 'g'.repeat(32_768) }, describeToken()),
    );
    const glance = createKeystoneGlance(upstream.url, keystone.url, { maxHeaderBytes: 49_152 });
    await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(GOOD);
  });
});

function withRules(rules: unknown): UpstreamStep {
  return status(200, {}, describeToken({ application_credential: { id: 'a', restricted: true, access_rules: rules } }));
}
