/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation AnswerShare($input: UpdateImageMemberInput!) {\n  updateImageMember(input: $input) {\n    ... on UpdateImageMemberSuccess {\n      imageMember {\n        ...Membership\n      }\n    }\n    ...Failure\n  }\n}": typeof types.AnswerShareDocument,
    "fragment Failure on ImageServiceError {\n  message\n  code\n  retryable\n  requestId\n  ... on ImageInputError {\n    issues {\n      message\n    }\n  }\n  ... on ImageForbiddenError {\n    reason\n  }\n  ... on ImageMemberExistsError {\n    existingImageMember {\n      ...Membership\n    }\n  }\n  ... on ImageMemberLimitError {\n    limit\n  }\n  ... on ImageRateLimitError {\n    retryAfterSeconds\n  }\n  ... on ImageUpstreamError {\n    outcome\n    retryAfterSeconds\n  }\n}\n\nfragment Membership on ImageMember {\n  id\n  imageId\n  memberId\n  status\n  createdAt\n  updatedAt\n}": typeof types.FailureFragmentDoc,
    "query MyImages($projectId: ID!, $first: Int!, $after: String) {\n  images(filter: {ownerId: $projectId}, first: $first, after: $after) {\n    nodes {\n      id\n      name\n      status\n      visibility\n      sizeBytes\n      createdAt\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.MyImagesDocument,
    "mutation RevokeShare($input: RemoveImageMemberInput!) {\n  removeImageMember(input: $input) {\n    ... on RemoveImageMemberSuccess {\n      deletedImageMemberId\n    }\n    ...Failure\n  }\n}": typeof types.RevokeShareDocument,
    "mutation ShareImage($members: [AddImageMemberInput!]!) {\n  addImageMembers(input: {members: $members}) {\n    ... on AddImageMembersPayload {\n      results {\n        memberId\n        result {\n          ... on AddImageMemberSuccess {\n            imageMember {\n              ...Membership\n            }\n          }\n          ...Failure\n        }\n      }\n    }\n    ...Failure\n  }\n}": typeof types.ShareImageDocument,
};
const documents: Documents = {
    "mutation AnswerShare($input: UpdateImageMemberInput!) {\n  updateImageMember(input: $input) {\n    ... on UpdateImageMemberSuccess {\n      imageMember {\n        ...Membership\n      }\n    }\n    ...Failure\n  }\n}": types.AnswerShareDocument,
    "fragment Failure on ImageServiceError {\n  message\n  code\n  retryable\n  requestId\n  ... on ImageInputError {\n    issues {\n      message\n    }\n  }\n  ... on ImageForbiddenError {\n    reason\n  }\n  ... on ImageMemberExistsError {\n    existingImageMember {\n      ...Membership\n    }\n  }\n  ... on ImageMemberLimitError {\n    limit\n  }\n  ... on ImageRateLimitError {\n    retryAfterSeconds\n  }\n  ... on ImageUpstreamError {\n    outcome\n    retryAfterSeconds\n  }\n}\n\nfragment Membership on ImageMember {\n  id\n  imageId\n  memberId\n  status\n  createdAt\n  updatedAt\n}": types.FailureFragmentDoc,
    "query MyImages($projectId: ID!, $first: Int!, $after: String) {\n  images(filter: {ownerId: $projectId}, first: $first, after: $after) {\n    nodes {\n      id\n      name\n      status\n      visibility\n      sizeBytes\n      createdAt\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.MyImagesDocument,
    "mutation RevokeShare($input: RemoveImageMemberInput!) {\n  removeImageMember(input: $input) {\n    ... on RemoveImageMemberSuccess {\n      deletedImageMemberId\n    }\n    ...Failure\n  }\n}": types.RevokeShareDocument,
    "mutation ShareImage($members: [AddImageMemberInput!]!) {\n  addImageMembers(input: {members: $members}) {\n    ... on AddImageMembersPayload {\n      results {\n        memberId\n        result {\n          ... on AddImageMemberSuccess {\n            imageMember {\n              ...Membership\n            }\n          }\n          ...Failure\n        }\n      }\n    }\n    ...Failure\n  }\n}": types.ShareImageDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation AnswerShare($input: UpdateImageMemberInput!) {\n  updateImageMember(input: $input) {\n    ... on UpdateImageMemberSuccess {\n      imageMember {\n        ...Membership\n      }\n    }\n    ...Failure\n  }\n}"): (typeof documents)["mutation AnswerShare($input: UpdateImageMemberInput!) {\n  updateImageMember(input: $input) {\n    ... on UpdateImageMemberSuccess {\n      imageMember {\n        ...Membership\n      }\n    }\n    ...Failure\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment Failure on ImageServiceError {\n  message\n  code\n  retryable\n  requestId\n  ... on ImageInputError {\n    issues {\n      message\n    }\n  }\n  ... on ImageForbiddenError {\n    reason\n  }\n  ... on ImageMemberExistsError {\n    existingImageMember {\n      ...Membership\n    }\n  }\n  ... on ImageMemberLimitError {\n    limit\n  }\n  ... on ImageRateLimitError {\n    retryAfterSeconds\n  }\n  ... on ImageUpstreamError {\n    outcome\n    retryAfterSeconds\n  }\n}\n\nfragment Membership on ImageMember {\n  id\n  imageId\n  memberId\n  status\n  createdAt\n  updatedAt\n}"): (typeof documents)["fragment Failure on ImageServiceError {\n  message\n  code\n  retryable\n  requestId\n  ... on ImageInputError {\n    issues {\n      message\n    }\n  }\n  ... on ImageForbiddenError {\n    reason\n  }\n  ... on ImageMemberExistsError {\n    existingImageMember {\n      ...Membership\n    }\n  }\n  ... on ImageMemberLimitError {\n    limit\n  }\n  ... on ImageRateLimitError {\n    retryAfterSeconds\n  }\n  ... on ImageUpstreamError {\n    outcome\n    retryAfterSeconds\n  }\n}\n\nfragment Membership on ImageMember {\n  id\n  imageId\n  memberId\n  status\n  createdAt\n  updatedAt\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MyImages($projectId: ID!, $first: Int!, $after: String) {\n  images(filter: {ownerId: $projectId}, first: $first, after: $after) {\n    nodes {\n      id\n      name\n      status\n      visibility\n      sizeBytes\n      createdAt\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): (typeof documents)["query MyImages($projectId: ID!, $first: Int!, $after: String) {\n  images(filter: {ownerId: $projectId}, first: $first, after: $after) {\n    nodes {\n      id\n      name\n      status\n      visibility\n      sizeBytes\n      createdAt\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RevokeShare($input: RemoveImageMemberInput!) {\n  removeImageMember(input: $input) {\n    ... on RemoveImageMemberSuccess {\n      deletedImageMemberId\n    }\n    ...Failure\n  }\n}"): (typeof documents)["mutation RevokeShare($input: RemoveImageMemberInput!) {\n  removeImageMember(input: $input) {\n    ... on RemoveImageMemberSuccess {\n      deletedImageMemberId\n    }\n    ...Failure\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ShareImage($members: [AddImageMemberInput!]!) {\n  addImageMembers(input: {members: $members}) {\n    ... on AddImageMembersPayload {\n      results {\n        memberId\n        result {\n          ... on AddImageMemberSuccess {\n            imageMember {\n              ...Membership\n            }\n          }\n          ...Failure\n        }\n      }\n    }\n    ...Failure\n  }\n}"): (typeof documents)["mutation ShareImage($members: [AddImageMemberInput!]!) {\n  addImageMembers(input: {members: $members}) {\n    ... on AddImageMembersPayload {\n      results {\n        memberId\n        result {\n          ... on AddImageMemberSuccess {\n            imageMember {\n              ...Membership\n            }\n          }\n          ...Failure\n        }\n      }\n    }\n    ...Failure\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;