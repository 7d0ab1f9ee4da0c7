/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in time, RFC 3339, always UTC with a `Z` suffix, for example `2013-09-20T19:22:19Z`. */
  DateTime: { input: string; output: string; }
  /**
   * A whole number, sent as a JSON number up to (2^53)-1 and as a string of its digits beyond, where JSON numbers lose digits
   * in many languages. Byte sizes do not fit the 32 bits of `Int`.
   */
  SafeInt: { input: number | string; output: number | string; }
};

/** An image and the project to share it with. */
export type AddImageMemberInput = {
  /** UUID of the image. */
  readonly imageId: Scalars['ID']['input'];
  /** ID of the project to share with: letters, digits, `-` and `_`, at most 64. Glance itself takes nearly anything, some of which can never be removed again. */
  readonly memberId: Scalars['ID']['input'];
};

/** Pairs of an image and a project to share it with. */
export type AddImageMembersInput = {
  /** 1 to 50 pairs. */
  readonly members: ReadonlyArray<AddImageMemberInput>;
};

/** Machine-readable reasons. More can be added: treat an unknown one by `retryable`. */
export type ImageErrorCode =
  /** You may not do this, or the image is not of visibility `SHARED`. (403) */
  | 'FORBIDDEN'
  /** The image does not exist or you may not see it. (404) */
  | 'IMAGE_NOT_FOUND'
  /** An argument was refused, by the gateway or by the image service. (400) */
  | 'INVALID_INPUT'
  /** The image is already shared with this project. (409) */
  | 'MEMBER_ALREADY_EXISTS'
  /** The image is shared with as many projects as allowed. (413) */
  | 'MEMBER_LIMIT_EXCEEDED'
  /** The membership does not exist or you may not see it. (404) */
  | 'MEMBER_NOT_FOUND'
  /** Too many requests. (429) */
  | 'RATE_LIMITED'
  /** No token, or the token is invalid or expired. Only as `extensions.code` of a top-level error. (401) */
  | 'UNAUTHENTICATED'
  /** A proxy got no valid answer from the image service. (502) */
  | 'UPSTREAM_BAD_GATEWAY'
  /** The image service failed. (500) */
  | 'UPSTREAM_INTERNAL_ERROR'
  /** The image service answered something that the gateway does not understand. (unexpected status or body) */
  | 'UPSTREAM_PROTOCOL_ERROR'
  /** The image service did not answer in time. (504, or the gateway's own deadline) */
  | 'UPSTREAM_TIMEOUT'
  /** The image service is down or overloaded. (503, or the circuit breaker is open) */
  | 'UPSTREAM_UNAVAILABLE'
  /** No connection to the image service. (refused, reset, DNS, TLS) */
  | 'UPSTREAM_UNREACHABLE';

/** Conditions on images. All given conditions must hold. */
export type ImageFilter = {
  /** True lists only hidden images. An image service without hidden images has none. */
  readonly hidden?: InputMaybe<Scalars['Boolean']['input']>;
  /** Any of these image UUIDs, at most 50. An empty list finds nothing. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /**
   * Exactly this name, whatever characters are in it, of at most 255 characters. An empty name finds images that have an
   * empty name. Four-byte characters are refused, because the image service stores none.
   */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Exactly this owner, which is usually a project ID. */
  readonly ownerId?: InputMaybe<Scalars['ID']['input']>;
  /** Protected, or not protected. */
  readonly protected?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only images that other projects share with this project: its inbox. */
  readonly sharedWith?: InputMaybe<ImageSharedWithFilter>;
  /** Any of these states, at most 50. An empty list finds nothing. */
  readonly statuses?: InputMaybe<ReadonlyArray<ImageStatus>>;
  /** All of exactly these tags, at most 50. An empty list is no condition, because every image has all of them. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** This visibility. Do not combine with `sharedWith`, which implies `SHARED`. */
  readonly visibility?: InputMaybe<ImageVisibility>;
};

/** Why an operation on an image was forbidden. */
export type ImageForbiddenReason =
  /** The image is not of visibility `SHARED`; its owner has to change that first. */
  | 'IMAGE_NOT_SHARED'
  /** Only the member project may do this. */
  | 'NOT_MEMBER'
  /** Only the image owner may do this. */
  | 'NOT_OWNER'
  /** A policy of the cloud, or unknown. */
  | 'POLICY';

/** What a member project decided about an image that is shared with it. */
export type ImageMemberStatus =
  /** The image shows up in the member's lists. */
  | 'ACCEPTED'
  /** Not decided yet. The image is usable but does not show up in the member's lists. */
  | 'PENDING'
  /** The image does not show up in the member's lists, but stays usable. */
  | 'REJECTED';

/** What is known about the change after a failure. */
export type ImageMutationOutcome =
  /** The request never reached the image service. Nothing changed. */
  | 'NOT_APPLIED'
  /** The change may or may not have happened. Read the membership again, or repeat the call: it is safe to repeat. */
  | 'UNKNOWN';

/** Sort order of images. */
export type ImageOrder = {
  /** Ascending or descending. */
  readonly direction?: OrderDirection;
  /** What is compared. Equal images are sorted by when they were registered, then by ID. */
  readonly field: ImageOrderField;
};

/** What images can be sorted by. */
export type ImageOrderField =
  /** When the image was registered. */
  | 'CREATED_AT'
  /**
   * Character by character, whatever the language; images without a name come first when ascending. At most 5000 images,
   * and 64 MiB of them, can be sorted: narrow the filter when more match.
   */
  | 'NAME'
  /** Images without a size come first when ascending. The same limits as for `NAME`. */
  | 'SIZE'
  /** By the text of the state. */
  | 'STATUS'
  /** When the image was last changed. */
  | 'UPDATED_AT';

/** Selects images that are shared with a project by other projects. Images that the project owns itself are left out. */
export type ImageSharedWithFilter = {
  /** The project that your token is scoped to, as the image service stores it. */
  readonly projectId: Scalars['ID']['input'];
  /** Status of its membership. */
  readonly status?: InputMaybe<ImageMemberStatus>;
};

/** Where an image is in its life cycle. */
export type ImageStatus =
  /** Ready to use. */
  | 'ACTIVE'
  /** Data access is switched off. */
  | 'DEACTIVATED'
  /** Deleted. */
  | 'DELETED'
  /** Data is being imported. */
  | 'IMPORTING'
  /** Upload failed. */
  | 'KILLED'
  /** Deleted, data is still to be removed. */
  | 'PENDING_DELETE'
  /** Registered, no data yet. */
  | 'QUEUED'
  /** Data is being stored. */
  | 'SAVING'
  /** A state that this version of the gateway does not know. Not accepted in filters. */
  | 'UNKNOWN'
  /** Data is staged for import. */
  | 'UPLOADING';

/** Who may see and use an image. */
export type ImageVisibility =
  /** Everybody; listed only for the owner. */
  | 'COMMUNITY'
  /** The owner only. */
  | 'PRIVATE'
  /** Everybody; listed for everybody. */
  | 'PUBLIC'
  /** The owner and its members. Only such an image can be shared with `addImageMember`. */
  | 'SHARED';

/** Direction of a sort order. */
export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** The membership to end. */
export type RemoveImageMemberInput = {
  /** UUID of the image. */
  readonly imageId: Scalars['ID']['input'];
  /** ID of the project to stop sharing with. */
  readonly memberId: Scalars['ID']['input'];
};

/** A decision about a shared image. */
export type UpdateImageMemberInput = {
  /** UUID of the image. */
  readonly imageId: Scalars['ID']['input'];
  /** Your project. */
  readonly memberId: Scalars['ID']['input'];
  /** The decision. `PENDING` takes an earlier decision back. */
  readonly status: ImageMemberStatus;
};

export type AnswerShareMutationVariables = Exact<{
  input: UpdateImageMemberInput;
}>;


export type AnswerShareMutation = { readonly updateImageMember?:
    | { readonly __typename: 'ImageForbiddenError', readonly reason: ImageForbiddenReason, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'ImageInputIssue', readonly message: string }> }
    | { readonly __typename: 'ImageMemberNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'ImageRateLimitError', readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'ImageUpstreamError', readonly outcome: ImageMutationOutcome, readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'UpdateImageMemberSuccess', readonly imageMember: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } }
   | null };

type Failure_ImageForbiddenError_Fragment = { readonly __typename: 'ImageForbiddenError', readonly reason: ImageForbiddenReason, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null };

type Failure_ImageInputError_Fragment = { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'ImageInputIssue', readonly message: string }> };

type Failure_ImageMemberExistsError_Fragment = { readonly __typename: 'ImageMemberExistsError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly existingImageMember?: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } | null };

type Failure_ImageMemberLimitError_Fragment = { readonly __typename: 'ImageMemberLimitError', readonly limit?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null };

type Failure_ImageMemberNotFoundError_Fragment = { readonly __typename: 'ImageMemberNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null };

type Failure_ImageNotFoundError_Fragment = { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null };

type Failure_ImageRateLimitError_Fragment = { readonly __typename: 'ImageRateLimitError', readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null };

type Failure_ImageUpstreamError_Fragment = { readonly __typename: 'ImageUpstreamError', readonly outcome: ImageMutationOutcome, readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null };

export type FailureFragment =
  | Failure_ImageForbiddenError_Fragment
  | Failure_ImageInputError_Fragment
  | Failure_ImageMemberExistsError_Fragment
  | Failure_ImageMemberLimitError_Fragment
  | Failure_ImageMemberNotFoundError_Fragment
  | Failure_ImageNotFoundError_Fragment
  | Failure_ImageRateLimitError_Fragment
  | Failure_ImageUpstreamError_Fragment
;

export type MembershipFragment = { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string };

export type MyImagesQueryVariables = Exact<{
  projectId: Scalars['ID']['input'];
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyImagesQuery = { readonly images?: { readonly __typename: 'ImageConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Image', readonly id: string, readonly name?: string | null, readonly status: ImageStatus, readonly visibility: ImageVisibility, readonly sizeBytes?: number | string | null, readonly createdAt: string }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } | null };

export type RevokeShareMutationVariables = Exact<{
  input: RemoveImageMemberInput;
}>;


export type RevokeShareMutation = { readonly removeImageMember?:
    | { readonly __typename: 'ImageForbiddenError', readonly reason: ImageForbiddenReason, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'ImageInputIssue', readonly message: string }> }
    | { readonly __typename: 'ImageMemberNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'ImageRateLimitError', readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'ImageUpstreamError', readonly outcome: ImageMutationOutcome, readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
    | { readonly __typename: 'RemoveImageMemberSuccess', readonly deletedImageMemberId: string }
   | null };

export type ShareImageMutationVariables = Exact<{
  members: ReadonlyArray<AddImageMemberInput> | AddImageMemberInput;
}>;


export type ShareImageMutation = { readonly addImageMembers?:
    | { readonly __typename: 'AddImageMembersPayload', readonly results: ReadonlyArray<{ readonly __typename: 'AddImageMembersItem', readonly memberId: string, readonly result?:
          | { readonly __typename: 'AddImageMemberSuccess', readonly imageMember: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } }
          | { readonly __typename: 'ImageForbiddenError', readonly reason: ImageForbiddenReason, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
          | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'ImageInputIssue', readonly message: string }> }
          | { readonly __typename: 'ImageMemberExistsError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly existingImageMember?: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } | null }
          | { readonly __typename: 'ImageMemberLimitError', readonly limit?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
          | { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
          | { readonly __typename: 'ImageRateLimitError', readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
          | { readonly __typename: 'ImageUpstreamError', readonly outcome: ImageMutationOutcome, readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null }
         | null }> }
    | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly issues: ReadonlyArray<{ readonly __typename: 'ImageInputIssue', readonly message: string }> }
   | null };

export const MembershipFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Membership"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<MembershipFragment, unknown>;
export const FailureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberExistsError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"existingImageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Membership"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageRateLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageUpstreamError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Membership"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<FailureFragment, unknown>;
export const AnswerShareDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerShare"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateImageMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateImageMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateImageMemberSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Membership"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Membership"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberExistsError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"existingImageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Membership"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageRateLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageUpstreamError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<AnswerShareMutation, AnswerShareMutationVariables>;
export const MyImagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyImages"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"images"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"ownerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<MyImagesQuery, MyImagesQueryVariables>;
export const RevokeShareDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeShare"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveImageMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeImageMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveImageMemberSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedImageMemberId"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Membership"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberExistsError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"existingImageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Membership"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageRateLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageUpstreamError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<RevokeShareMutation, RevokeShareMutationVariables>;
export const ShareImageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ShareImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"members"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMemberInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addImageMembers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"members"},"value":{"kind":"Variable","name":{"kind":"Name","value":"members"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMembersPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMemberSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Membership"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Failure"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Membership"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Failure"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberExistsError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"existingImageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Membership"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageRateLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageUpstreamError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<ShareImageMutation, ShareImageMutationVariables>;