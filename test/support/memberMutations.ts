import { expect } from 'vitest';
import type { Environment } from '../../src/config/config.ts';
import { IMAGE, LOOK, MEMBER, MEMBER_ROW } from './addImageMember.ts';
import { startGateway } from './gateway.ts';
import { startUpstream, type ScriptedUpstream, type UpstreamStep } from './scriptedUpstream.ts';

export const PUT = LOOK.replace('GET', 'PUT');
export const DELETE = LOOK.replace('GET', 'DELETE');
/** Asks who is listed as a member, which a removal does before it believes that a member is gone. */
export const LIST = `GET /v2/images/${IMAGE}/members`;

const ERROR = '... on ImageServiceError { code upstreamStatus } ... on ImageUpstreamError { outcome }';
const QUERIES = {
  add: `mutation ($input: AddImageMemberInput!) {
    result: addImageMember(input: $input) { __typename ... on AddImageMemberSuccess { imageMember { status } } ${ERROR} }
  }`,
  update: `mutation ($input: UpdateImageMemberInput!) {
    result: updateImageMember(input: $input) {
      __typename ... on UpdateImageMemberSuccess { imageMember { status } } ${ERROR}
    }
  }`,
  remove: `mutation ($input: RemoveImageMemberInput!) {
    result: removeImageMember(input: $input) {
      __typename ... on RemoveImageMemberSuccess { deletedImageMemberId imageId memberId } ${ERROR}
    }
  }`,
} as const;

export const ABSENT = {
  status: 404,
  body: { message: `${MEMBER} not found in the member list of the image ${IMAGE}.<br /><br />\n\n\n` },
};
export const NO_IMAGE = { status: 404, body: { message: `Image ${IMAGE} not found.<br /><br />\n\n\n` } };

/**
 * Runs one mutation through a gateway of its own, before an image service that follows the script.
 * @param script of a removal: what follows the look at the names of the membership, which is answered with `look`
 * @returns for a removal only the calls that follow that look
 */
export async function write(
  mutation: keyof typeof QUERIES,
  script: readonly UpstreamStep[],
  {
    env = {},
    look = { status: 200, body: MEMBER_ROW },
    ...more
  }: { env?: Environment; look?: UpstreamStep; imageId?: string; memberId?: string; status?: string } = {},
): Promise<{ upstream: Pick<ScriptedUpstream, 'calls' | 'requests'>; body: unknown }> {
  const first = mutation === 'remove' ? [look] : [];
  const upstream = await startUpstream([...first, ...script]);
  const gateway = await startGateway({ endpoint: upstream.url, env });
  const status = mutation === 'update' ? { status: 'ACCEPTED' } : {};
  const input = { imageId: IMAGE, memberId: MEMBER, ...status, ...more };
  const { body } = await gateway.post(QUERIES[mutation], { input });
  const looks = upstream.calls.slice(0, first.length);
  expect(looks).toEqual(first.map(() => `GET /v2/images/${input.imageId}/members/${input.memberId}`));
  const [calls, requests] = [upstream.calls.slice(first.length), upstream.requests.slice(first.length)];
  return { upstream: { calls, requests }, body };
}

/** The answer to a mutation whose result is this. */
export const result = (fields: object): object => ({ data: { result: fields } });

export const REMOVED = {
  __typename: 'RemoveImageMemberSuccess',
  deletedImageMemberId: Buffer.from(`ImageMember:${IMAGE}:${MEMBER}`).toString('base64url'),
  imageId: IMAGE,
  memberId: MEMBER,
};
