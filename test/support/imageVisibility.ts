import type { Environment } from '../../src/config/config.ts';
import { IMAGE } from './addImageMember.ts';
import { startGateway, type GatewayAnswer } from './gateway.ts';
import { startUpstream, type ScriptedUpstream, type UpstreamScript, type UpstreamStep } from './scriptedUpstream.ts';

export const SHOW = `GET /v2/images/${IMAGE}`;
export const PATCH = `PATCH /v2/images/${IMAGE}`;
export const LIST = `GET /v2/images/${IMAGE}/members`;

/** Everything of the result that costs no further call. */
export const SET = `mutation SetVisibility($input: SetImageVisibilityInput!) {
  setImageVisibility(input: $input) {
    __typename
    ... on SetImageVisibilitySuccess { previousVisibility image { id visibility updatedAt } }
    ... on ImageServiceError { message code retryable requestId upstreamStatus visibilityChanged }
    ... on ImageInputError { issues { path message } }
    ... on ImageNotFoundError { imageId }
    ... on ImageRateLimitError { retryAfterSeconds }
    ... on ImageUpstreamError { outcome retryAfterSeconds }
  }
}`;

const LONG_AGO = '2026-01-01T00:00:00Z';

export function imageRow(visibility: string, updatedAt = LONG_AGO): object {
  return {
    id: IMAGE,
    name: 'cirros',
    status: 'active',
    visibility,
    owner: 'f00',
    tags: [],
    protected: false,
    os_hidden: false,
    created_at: LONG_AGO,
    updated_at: updatedAt,
  };
}

/** The image service shows the image, or has changed it. */
export const shown = (visibility: string, updatedAt = LONG_AGO): UpstreamStep => ({
  status: 200,
  body: imageRow(visibility, updatedAt),
});

/** Changes the visibility of IMAGE through a gateway of its own, before an image service that follows the script. */
export async function setVisibility(
  visibility: string,
  script: UpstreamScript,
  { env, query = SET, imageId = IMAGE }: { env?: Environment; query?: string; imageId?: string } = {},
): Promise<{ upstream: ScriptedUpstream; answer: GatewayAnswer }> {
  const upstream = await startUpstream(script);
  const gateway = await startGateway({ endpoint: upstream.url, ...(env ? { env } : {}) });
  return { upstream, answer: await gateway.post(query, { input: { imageId, visibility } }) };
}

/** The answer to a change that was made. */
export const changed = (previousVisibility: string, visibility: string, updatedAt = LONG_AGO): object => ({
  data: {
    setImageVisibility: {
      __typename: 'SetImageVisibilitySuccess',
      previousVisibility,
      image: { id: IMAGE, visibility, updatedAt },
    },
  },
});
