import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER_ROW, POST } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { ALPHA, BETA, startKeystone, toProject, type KeystoneScript } from '../../support/scriptedKeystone.ts';
import { startUpstream, type UpstreamRequest, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const STRANGER = 'c3a5e7f9b1d24f6e8a0c2b4d6f8e0a53';
const ERROR = `... on ImageServiceError { code message retryable visibilityChanged }
  ... on ImageInputError { issues { path message } }
  ... on ImageMemberUnresolvedError { unresolvedReason candidates { id name domainId } }
  ... on ImageMemberExistsError { existingImageMember { memberId } }
  ... on ImageUpstreamError { outcome }`;
const ONE = `mutation ($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename ... on AddImageMemberSuccess { imageMember { memberId } } ${ERROR}
  }
}`;
const ONE_VERIFIED = ONE.replace('imageMember {', 'verification imageMember {');
const MANY = `mutation ($input: AddImageMembersInput!) {
  addImageMembers(input: $input) {
    ... on AddImageMembersPayload {
      addedCount
      failedCount
      results {
        memberId
        memberName
        result { __typename ... on AddImageMemberSuccess { verification imageMember { memberId } } ${ERROR} }
      }
    }
  }
}`;

const addedAll = ({ method, url, body }: UpstreamRequest): UpstreamStep => {
  if (method === 'POST') return { status: 200, body: { ...MEMBER_ROW, member_id: body.slice(11, -2) } };
  return { status: 200, body: { ...MEMBER_ROW, member_id: url.split('/')[5] } };
};

/** A gateway before an image service that takes every member, and before a Keystone unless that is null. */
async function start(script: KeystoneScript | null, answer: (request: UpstreamRequest) => UpstreamStep = addedAll) {
  const upstream = await startUpstream(answer);
  const keystone = script && (await startKeystone(script));
  const env = { MEMBER_IDS: 'keystone', ...(keystone ? { OS_AUTH_URL: keystone.url } : {}) };
  const gateway = await startGateway({ endpoint: upstream.url, env });
  return {
    upstream,
    keystoneCalls: () => keystone?.calls ?? [],
    share: async (query: string, input: object) => (await gateway.post(query, { input })).body,
  };
}

const one = (fields: object): object => ({ data: { addImageMember: fields } });
const OWN = { own: [ALPHA, BETA] };

describe('addImageMember with memberName', () => {
  it('shares with the ID of the project that has the name', async () => {
    const { upstream, keystoneCalls, share } = await start(OWN);
    expect(await share(ONE, { imageId: IMAGE, memberName: 'beta' })).toEqual(
      one({ __typename: 'AddImageMemberSuccess', imageMember: { memberId: BETA.id } }),
    );
    expect(upstream.calls).toEqual([POST]);
    expect(upstream.requests[0]?.body).toBe(`{"member":"${BETA.id}"}`);
    expect(keystoneCalls()).toEqual(['GET /v3/auth/tokens?nocatalog', 'GET /v3/auth/projects']);
  });

  it('is VERIFIED without another call', async () => {
    const { keystoneCalls, share } = await start(OWN);
    expect(await share(ONE_VERIFIED, { imageId: IMAGE, memberName: 'beta' })).toMatchObject(
      one({ verification: 'VERIFIED' }),
    );
    expect(keystoneCalls()).toHaveLength(2);
  });

  it('shares nothing where nobody can tell who has the name', async () => {
    const { upstream, share } = await start({ own: [ALPHA] });
    const body = await share(ONE, { imageId: IMAGE, memberName: 'nobody' });
    expect(body).toEqual(
      one({
        __typename: 'ImageMemberUnresolvedError',
        code: 'MEMBER_UNRESOLVED',
        message: expect.any(String),
        retryable: false,
        visibilityChanged: false,
        unresolvedReason: 'NOT_VERIFIABLE',
        candidates: [],
      }),
    );
    expect(JSON.stringify(body)).not.toContain('nobody');
    expect(upstream.calls).toEqual([]);
  });

  it('shares nothing where projects of several domains have the name, and names them', async () => {
    const other = toProject(9, 'beta', 'second');
    const home = toProject(8, 'beta', 'third');
    const script = { own: [ALPHA, home, other], token: { project: undefined, domain: undefined } };
    const { upstream, share } = await start(script);
    const body = await share(ONE, { imageId: IMAGE, memberName: 'beta' });
    expect(body).toMatchObject(one({ __typename: 'ImageMemberUnresolvedError', unresolvedReason: 'AMBIGUOUS' }));
    expect(JSON.stringify(body)).toContain(other.id);
    expect(upstream.calls).toEqual([]);
  });

  it('looks at nothing before the name is found: a private image stays private', async () => {
    const { upstream, share } = await start({ own: [ALPHA] });
    const body = await share(ONE, { imageId: IMAGE, memberName: 'nobody', makeShareable: true });
    expect(body).toMatchObject(one({ code: 'MEMBER_UNRESOLVED', visibilityChanged: false }));
    expect(upstream.calls).toEqual([]);
  });

  it('is an unresolved name where the gateway knows no identity service', async () => {
    const { upstream, share } = await start(null);
    expect(await share(ONE, { imageId: IMAGE, memberName: 'beta' })).toMatchObject(
      one({ code: 'MEMBER_UNRESOLVED', unresolvedReason: 'NOT_VERIFIABLE' }),
    );
    expect(upstream.calls).toEqual([]);
  });

  it('is NOT_APPLIED where the identity service fails', async () => {
    const { upstream, share } = await start({ intercept: () => ({ status: 503 }) });
    expect(await share(ONE, { imageId: IMAGE, memberName: 'beta' })).toMatchObject(
      one({ __typename: 'ImageUpstreamError', code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' }),
    );
    expect(upstream.calls).toEqual([]);
  });

  it('is a top-level error where the identity service refuses the token', async () => {
    const { upstream, share } = await start({ intercept: () => ({ status: 401 }) });
    expect(await share(ONE, { imageId: IMAGE, memberName: 'beta' })).toMatchObject({
      data: { addImageMember: null },
      errors: [{ path: ['addImageMember'], extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(upstream.calls).toEqual([]);
  });

  it('reads the existing membership by the ID that was found', async () => {
    const { upstream, share } = await start(OWN, (request) =>
      request.method === 'POST' ? { status: 409 } : addedAll(request),
    );
    expect(await share(ONE, { imageId: IMAGE, memberName: 'beta' })).toMatchObject(
      one({ code: 'MEMBER_ALREADY_EXISTS', existingImageMember: { memberId: BETA.id } }),
    );
    expect(upstream.calls).toEqual([POST, `GET /v2/images/${IMAGE}/members/${BETA.id}`]);
  });
});

describe('the verification of a member by its ID', () => {
  it('costs no call when nothing asks for it', async () => {
    const { keystoneCalls, share } = await start(OWN);
    await share(ONE, { imageId: IMAGE, memberId: BETA.id });
    expect(keystoneCalls()).toEqual([]);
  });

  it.each([
    [BETA.id, 'VERIFIED'],
    [STRANGER, 'NOT_VERIFIABLE'],
  ])('of %s is %s', async (memberId, verification) => {
    const { upstream, share } = await start(OWN);
    expect(await share(ONE_VERIFIED, { imageId: IMAGE, memberId })).toEqual(
      one({ __typename: 'AddImageMemberSuccess', verification, imageMember: { memberId } }),
    );
    expect(upstream.calls).toEqual([POST]);
  });

  it.each<[name: string, script: KeystoneScript | null]>([
    ['knows no identity service', null],
    ['gets no response of it', { intercept: () => ({ status: 503 }) }],
  ])('is NOT_VERIFIABLE where the gateway %s, after the add', async (_name, script) => {
    const { upstream, share } = await start(script);
    expect(await share(ONE_VERIFIED, { imageId: IMAGE, memberId: BETA.id })).toMatchObject(
      one({ verification: 'NOT_VERIFIABLE' }),
    );
    expect(upstream.calls).toEqual([POST]);
  });

  it('is required before the add with requireVerified', async () => {
    const { upstream, share } = await start(OWN);
    const requireVerified = true;
    expect(await share(ONE_VERIFIED, { imageId: IMAGE, memberId: STRANGER, requireVerified })).toEqual(
      one({
        __typename: 'ImageMemberUnresolvedError',
        code: 'MEMBER_UNRESOLVED',
        message: 'Nobody could tell the gateway that there is such a project, so nothing was shared.',
        retryable: false,
        visibilityChanged: false,
        unresolvedReason: 'NOT_VERIFIABLE',
        candidates: [],
      }),
    );
    expect(upstream.calls).toEqual([]);
    expect(await share(ONE_VERIFIED, { imageId: IMAGE, memberId: BETA.id, requireVerified })).toMatchObject(
      one({ verification: 'VERIFIED' }),
    );
    expect(upstream.calls).toEqual([POST]);
  });
});

describe('addImageMembers with names', () => {
  const done = (memberId: string, memberName: string | null, verification = 'VERIFIED'): object => ({
    memberId,
    memberName,
    result: { __typename: 'AddImageMemberSuccess', verification, imageMember: { memberId } },
  });

  it('finds all names with the same calls as one name, and posts a pair once that has a name and an ID', async () => {
    const { upstream, keystoneCalls, share } = await start(OWN);
    const body = await share(MANY, {
      members: [
        { imageId: IMAGE, memberName: 'beta' },
        { imageId: IMAGE, memberId: BETA.id },
        { imageId: IMAGE, memberName: 'alpha' },
        { imageId: IMAGE, memberName: 'beta' },
      ],
    });
    expect(body).toEqual({
      data: {
        addImageMembers: {
          addedCount: 4,
          failedCount: 0,
          results: [done(BETA.id, 'beta'), done(BETA.id, null), done(ALPHA.id, 'alpha'), done(BETA.id, 'beta')],
        },
      },
    });
    expect(upstream.calls).toEqual([POST, POST]);
    expect(keystoneCalls()).toEqual(['GET /v3/auth/tokens?nocatalog', 'GET /v3/auth/projects']);
  });

  it('shares the pairs by ID and by found names when another name is not found', async () => {
    const { upstream, share } = await start(OWN);
    const body = await share(MANY, {
      members: [
        { imageId: IMAGE, memberName: 'nobody' },
        { imageId: IMAGE, memberId: STRANGER },
        { imageId: IMAGE, memberId: STRANGER, requireVerified: true },
        { imageId: IMAGE, memberName: 'beta' },
        { imageId: IMAGE, memberId: 'payment' },
      ],
    });
    expect(body).toMatchObject({
      data: {
        addImageMembers: {
          addedCount: 2,
          failedCount: 3,
          results: [
            { memberId: null, memberName: 'nobody', result: { code: 'MEMBER_UNRESOLVED' } },
            done(STRANGER, null, 'NOT_VERIFIABLE'),
            {
              memberId: STRANGER,
              memberName: null,
              result: { code: 'MEMBER_UNRESOLVED', unresolvedReason: 'NOT_VERIFIABLE' },
            },
            done(BETA.id, 'beta'),
            {
              memberId: 'payment',
              memberName: null,
              result: { code: 'INVALID_INPUT', issues: [{ path: ['input', 'members', '4', 'memberId'] }] },
            },
          ],
        },
      },
    });
    expect(upstream.calls).toEqual([POST, POST]);
  });

  it('shares the pairs by ID when the identity service fails', async () => {
    const { upstream, share } = await start({ intercept: () => ({ status: 503 }) });
    const body = await share(MANY, {
      members: [
        { imageId: IMAGE, memberName: 'beta' },
        { imageId: IMAGE, memberId: STRANGER },
      ],
    });
    expect(body).toMatchObject({
      data: {
        addImageMembers: {
          addedCount: 1,
          results: [{ result: { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' } }, { memberId: STRANGER }],
        },
      },
    });
    expect(upstream.calls).toEqual([POST]);
  });

  it.each([
    ['one name', '1'],
    ['fifty names', '50'],
  ])('asks Keystone at most twice more than by ID for %s', async (_name, count) => {
    const projects = Array.from({ length: Number(count) }, (_, index) => toProject(index + 1, `p-${index}`));
    const { upstream, keystoneCalls, share } = await start({ own: projects });
    await share(MANY, { members: projects.map(({ name }) => ({ imageId: IMAGE, memberName: name })) });
    expect(upstream.calls).toHaveLength(projects.length);
    expect(keystoneCalls().length).toBeLessThanOrEqual(2);
  });
});
