import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER_ROW } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { ALPHA, startKeystone, toProject, type KeystoneScript } from '../../support/scriptedKeystone.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import { status } from '../../support/testGlance.ts';

const MANY = `mutation ($input: AddImageMembersInput!) {
  addImageMembers(input: $input) {
    ... on AddImageMembersPayload {
      addedCount
      results { result { ... on AddImageMemberSuccess { imageMember { memberId } } } }
    }
  }
}`;

const FIFTY = Array.from({ length: 50 }, (_, index) => toProject(index + 1, `project-${index + 1}`));

describe('a bulk of 50', () => {
  it.each<[string, KeystoneScript]>([
    ['own projects of a plain member', { own: [ALPHA, ...FIFTY] }],
    ['projects of the domain of an administrator', { readable: [ALPHA, ...FIFTY] }],
  ])('by name costs two calls to Keystone more than by ID: %s', async (_title, script) => {
    const glance = await startUpstream(({ url, body }) => {
      const posted = /"member":"(\w+)"/.exec(body)?.[1];
      return status(200, {}, { ...MEMBER_ROW, member_id: posted ?? url.split('/').at(-1) });
    });
    const keystone = await startKeystone(script);
    const gateway = await startGateway({ endpoint: glance.url, env: { OS_AUTH_URL: keystone.url } });
    const share = async (members: readonly object[]) => {
      const before = [keystone.calls.length, glance.calls.length] as const;
      expect((await gateway.post(MANY, { input: { members } })).body).toEqual({
        data: {
          addImageMembers: {
            addedCount: 50,
            results: FIFTY.map(({ id }) => ({ result: { imageMember: { memberId: id } } })),
          },
        },
      });
      return { keystone: keystone.calls.length - before[0], glance: glance.calls.length - before[1] };
    };
    const byId = await share(FIFTY.map(({ id }) => ({ imageId: IMAGE, memberId: id })));
    expect(byId).toEqual({ keystone: 0, glance: 50 });
    expect(await share(FIFTY.map(({ name }) => ({ imageId: IMAGE, memberName: name })))).toEqual({
      ...byId,
      keystone: 2,
    });
  });
});
