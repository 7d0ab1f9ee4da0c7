import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { addImage } from '../operations/upstream.ts';
import { startBin } from '../../support/bin.ts';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { startGlance } from '../../support/realGlance/glance.ts';
import { REGION } from '../../support/realGlance/keystone.ts';
import { createApplicationToken } from '../../support/realGlance/tokens.ts';

const real = inject('realGlance');

const LOOK = 'query ($id: ID!) { image(id: $id) { id } }';
const ADD = `mutation ($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on ImageServiceError { code retryable message upstreamStatus }
    ... on ImageForbiddenError { reason }
  }
}`;

const rule = (method: string, path: string) => ({ service: 'image', method, path });
const READING = [rule('GET', '/v2/images'), rule('GET', '/v2/images/*')];
const SHARING = [...READING, rule('POST', '/v2/images/{image_id}/members')];

const BY_RULES = "The access rules of the token's application credential do not allow this.";
const DESPITE_RULES =
  'The image service does not take the token. It may not support the access rules of application credentials.';

/** A Glance that knows that it is the service `image`, without which it refuses every token with access rules. */
async function startEnforcing(): Promise<string> {
  const { folder, servicePassword, memberQuota, keystoneUrl } = real;
  const options = { rbac: 'new', keystoneUrl, servicePassword, memberQuota, serviceType: 'image' } as const;
  const glance = await startGlance(folder, options);
  onTestFinished(glance.stop);
  return glance.url;
}

async function createToken(rules: readonly { service: string; method: string; path: string }[]) {
  return createApplicationToken(real.keystoneUrl, real.tokens.alpha, rules);
}

async function look(gateway: Gateway, token: string, id: string): Promise<unknown> {
  return (await gateway.post(LOOK, { id }, { 'x-auth-token': token })).body;
}

async function add(gateway: Gateway, token: string, imageId: string): Promise<unknown> {
  const input = { imageId, memberId: real.projects.beta };
  return (await gateway.post(ADD, { input }, { 'x-auth-token': token })).body;
}

function refused(code: 'FORBIDDEN' | 'UNAUTHENTICATED', message: string) {
  const extensions = {
    code,
    retryable: false,
    retryAfterSeconds: null,
    requestId: expect.any(String),
    upstreamStatus: 401,
  };
  return { data: { image: null }, errors: [{ message, locations: expect.any(Array), path: ['image'], extensions }] };
}

const added = (result: object) => ({ data: { addImageMember: result } });
const forbidden = (message: string, reason: string) =>
  added({
    __typename: 'ImageForbiddenError',
    code: 'FORBIDDEN',
    retryable: false,
    message,
    upstreamStatus: 401,
    reason,
  });

let image = '';
beforeAll(async () => {
  image = await addImage(real, { name: 'under access rules' });
});

describe('the token of an application credential with access rules', () => {
  it('does what the rules allow, and is FORBIDDEN the rest', async () => {
    const gateway = await startGateway({ endpoint: await startEnforcing(), env: { OS_AUTH_URL: real.keystoneUrl } });
    const reading = await createToken(READING);
    expect(await look(gateway, reading.token, image)).toEqual({ data: { image: { id: image } } });
    expect(await add(gateway, reading.token, image)).toEqual(forbidden(BY_RULES, 'POLICY'));
    const elsewhere = await createToken([{ service: 'compute', method: 'GET', path: '/v2/images/*' }]);
    expect(await look(gateway, elsewhere.token, image)).toEqual(refused('FORBIDDEN', BY_RULES));
    expect(await add(gateway, elsewhere.token, image)).toEqual(forbidden(BY_RULES, 'POLICY'));
    const sharing = await createToken(SHARING);
    expect(await add(gateway, sharing.token, image)).toEqual(added({ __typename: 'AddImageMemberSuccess' }));
  });

  it('is UNAUTHENTICATED once its credential is deleted', async () => {
    const gateway = await startGateway({ endpoint: real.endpoint, env: { OS_AUTH_URL: real.keystoneUrl } });
    const { token, revoke } = await createToken(READING);
    await revoke();
    const bad = refused('UNAUTHENTICATED', 'The token is invalid or has expired.');
    expect(await look(gateway, token, image)).toEqual(bad);
  });

  it('is FORBIDDEN by a Glance that does not know which service it is, whatever the rules say', async () => {
    const gateway = await startGateway({ endpoint: real.endpoint, env: { OS_AUTH_URL: real.keystoneUrl } });
    const { token } = await createToken(READING);
    expect(await look(gateway, token, image)).toEqual(refused('FORBIDDEN', DESPITE_RULES));
    expect(await add(gateway, token, image)).toEqual(forbidden(BY_RULES, 'POLICY'));
  });

  it('finds the image service in the catalog', async () => {
    const gateway = await startGateway({
      endpoint: '',
      env: { OS_AUTH_URL: real.keystoneUrl, OS_REGION_NAME: REGION },
    });
    const { token } = await createToken(READING);
    expect(await look(gateway, token, image)).toEqual(refused('FORBIDDEN', DESPITE_RULES));
  });
});

describe('glance-graphql check with the token of an application credential', () => {
  async function check(endpoint: string, rules: Parameters<typeof createToken>[0]) {
    const { token } = await createToken(rules);
    const env = { GLANCE_ENDPOINT: endpoint, OS_AUTH_URL: real.keystoneUrl, OS_TOKEN: token };
    const { code, stdout } = await startBin(['check'], env).ended;
    expect(stdout).not.toContain(token);
    return { code, lines: stdout.trimEnd().split('\n').slice(2) };
  }

  const RULES = 'The token is from an application credential whose access rules allow';

  it('names the access rules, and what they keep it from', async () => {
    const endpoint = await startEnforcing();
    const versions = `The image service at ${endpoint} responds, with API versions v2.0 to v2.15.`;
    const lists = 'The image service accepts the token and lists images.';
    const reading = 'GET /v2/images, GET /v2/images/*';
    expect(await check(endpoint, SHARING)).toEqual({
      code: 0,
      lines: [
        `${RULES} only ${reading}, POST /v2/images/{image_id}/members of the image service.`,
        versions,
        lists,
        'The token may share images of project alpha.',
      ],
    });
    expect(await check(endpoint, READING)).toEqual({
      code: 0,
      lines: [
        `${RULES} only ${reading} of the image service.`,
        versions,
        lists,
        'The token may not share images of project alpha: the access rules of its application credential do not allow it.',
      ],
    });
    expect(await check(endpoint, [{ service: 'compute', method: 'GET', path: '/v2/images' }])).toEqual({
      code: 1,
      lines: [
        `${RULES} no call to the image service.`,
        versions,
        'The image service refuses the token: the access rules of its application credential do not allow GET /v2/images.',
      ],
    });
  });

  it('says that the image service does not support access rules', async () => {
    const { code, lines } = await check(real.endpoint, READING);
    expect({ code, last: lines.at(-1) }).toEqual({
      code: 1,
      last:
        'The image service refuses the token: the access rules allow the call, so the service does not support them ' +
        '(service_type in keystone_authtoken) or cannot reach its identity service.',
    });
  });
});
