import type { Environment } from '../../src/config/config.ts';
import { startGateway, type GatewayAnswer } from './gateway.ts';
import { startUpstream, type ScriptedUpstream, type UpstreamStep } from './scriptedUpstream.ts';

export const IMAGE = 'd164b5df-1bc3-4c3f-893e-3e471fd16e64';
export const MEMBER = '8989447062e04a818baf9e073fd04fa7';
export const POST = `POST /v2/images/${IMAGE}/members`;
export const LOOK = `GET /v2/images/${IMAGE}/members/${MEMBER}`;

/** So many looks at most follow a lost write. */
export const LOOKS = [LOOK, LOOK, LOOK, LOOK];
/** No look tells anything. */
export const BLIND: readonly UpstreamStep[] = LOOKS.map(() => ({ status: 500 }));

/** Everything of the result that costs no further call. */
export const SHARE = `mutation Share($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on AddImageMemberSuccess { imageMember { id imageId memberId status createdAt updatedAt schema project { id } } }
    ... on ImageServiceError { message code retryable requestId upstreamStatus }
    ... on ImageInputError { issues { path message } }
    ... on ImageNotFoundError { imageId }
    ... on ImageMemberLimitError { limit }
    ... on ImageRateLimitError { retryAfterSeconds }
    ... on ImageUpstreamError { outcome retryAfterSeconds }
  }
}`;

export const MEMBER_ROW = {
  member_id: MEMBER,
  image_id: IMAGE,
  status: 'pending',
  created_at: '2026-11-24T05:34:46Z',
  updated_at: '2026-11-24T05:34:47Z',
  schema: '/v2/schemas/member',
};

/** MEMBER_ROW as it is decoded. */
export const MEMBERSHIP = {
  imageId: IMAGE,
  memberId: MEMBER,
  status: 'pending',
  createdAt: MEMBER_ROW.created_at,
  updatedAt: MEMBER_ROW.updated_at,
  schema: MEMBER_ROW.schema,
};

export const SUCCESS = {
  __typename: 'AddImageMemberSuccess',
  imageMember: {
    id: Buffer.from(`ImageMember:${IMAGE}:${MEMBER}`).toString('base64url'),
    imageId: IMAGE,
    memberId: MEMBER,
    status: 'PENDING',
    createdAt: '2026-11-24T05:34:46Z',
    updatedAt: '2026-11-24T05:34:47Z',
    schema: '/v2/schemas/member',
    project: { id: MEMBER },
  },
};

/** Shares IMAGE with MEMBER through a gateway of its own, before an image service that follows the script. */
export async function share(
  script: readonly UpstreamStep[],
  { env, query = SHARE }: { env?: Environment; query?: string } = {},
): Promise<{ upstream: ScriptedUpstream; answer: GatewayAnswer; requestId: string | undefined }> {
  const upstream = await startUpstream(script);
  const gateway = await startGateway({ endpoint: upstream.url, ...(env ? { env } : {}) });
  const answer = await gateway.post(query, { input: { imageId: IMAGE, memberId: MEMBER } });
  return { upstream, answer, requestId: upstream.requests[0]?.headers['x-openstack-request-id'] };
}
