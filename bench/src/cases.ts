import { IMAGE_IDS } from './images.ts';

export type CaseName = 'addImageMember' | 'images' | 'imagesWithMembers' | 'entities';

export interface Case {
  readonly name: CaseName;
  readonly title: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Calls to the upstream for one request, the same number in each gateway. */
  readonly upstreamCalls: number;
}

/** Replaced by another text in each request, because the gateway sends identical concurrent adds only once. */
export const UNIQUE = 'UNIQUE-----';

const IMAGE_FIELDS = 'id name status visibility owner { id } sizeBytes diskFormat tags protected createdAt updatedAt';

export const CASES: readonly Case[] = [
  {
    name: 'addImageMember',
    title: '`addImageMember`',
    query: `mutation Share($input: AddImageMemberInput!) {
      addImageMember(input: $input) {
        __typename
        ... on AddImageMemberSuccess { imageMember { id imageId memberId status createdAt updatedAt } }
        ... on ImageServiceError { code message retryable }
      }
    }`,
    variables: { input: { imageId: IMAGE_IDS[0], memberId: `member-${UNIQUE}` } },
    upstreamCalls: 1,
  },
  {
    name: 'images',
    title: '50 images',
    query: `query Images($first: Int) {
      images(first: $first) { nodes { ${IMAGE_FIELDS} } pageInfo { hasNextPage } }
    }`,
    variables: { first: 50 },
    upstreamCalls: 1,
  },
  {
    name: 'imagesWithMembers',
    title: '50 images with members',
    query: `query ImagesWithMembers($first: Int) {
      images(first: $first) {
        nodes { ${IMAGE_FIELDS} members { memberId status createdAt } }
        pageInfo { hasNextPage }
      }
    }`,
    variables: { first: 50 },
    upstreamCalls: 51,
  },
  {
    name: 'entities',
    title: '`_entities` of 100 ids',
    query: `query Entities($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Image { ${IMAGE_FIELDS} } }
    }`,
    variables: { representations: IMAGE_IDS.map((id) => ({ __typename: 'Image', id })) },
    upstreamCalls: 6,
  },
];

export function findCase(name: CaseName): Case {
  const found = CASES.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  return found;
}

export const REQUEST_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
  'x-auth-token': 'gAAAAABbench0123456789abcdefghijklmnopqrstuvwxyz',
} as const;

/** JSON text of a request, with the document on one line as clients send it. */
export function toRequestBody({ query, variables }: Pick<Case, 'query' | 'variables'>): string {
  return JSON.stringify({ query: query.replaceAll(/\s+/g, ' '), variables });
}

/** The bytes of the HTTP request. */
export function toRawRequest(host: string, path: string, body: string): string {
  const headers = { host, ...REQUEST_HEADERS, 'content-length': Buffer.byteLength(body) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
