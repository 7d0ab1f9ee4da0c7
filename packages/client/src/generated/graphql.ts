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

/** Outcome of `addImageMember`. */
export type AddImageMemberResult = AddImageMemberSuccess | ImageForbiddenError | ImageInputError | ImageMemberExistsError | ImageMemberLimitError | ImageNotFoundError | ImageRateLimitError | ImageUpstreamError;

/** The image is now shared. */
export type AddImageMemberSuccess = {
  readonly __typename: 'AddImageMemberSuccess';
  /** The new membership. */
  readonly imageMember: ImageMember;
};

/** Pairs of an image and a project to share it with. */
export type AddImageMembersInput = {
  /** 1 to 50 pairs. */
  readonly members: ReadonlyArray<AddImageMemberInput>;
};

/** What happened to one pair. */
export type AddImageMembersItem = {
  readonly __typename: 'AddImageMembersItem';
  /** The image of this pair. */
  readonly imageId: Scalars['ID']['output'];
  /** The project of this pair. */
  readonly memberId: Scalars['ID']['output'];
  /** Null only together with a top-level error that has this path. */
  readonly result?: Maybe<AddImageMemberResult>;
};

/** What happened to each pair. */
export type AddImageMembersPayload = {
  readonly __typename: 'AddImageMembersPayload';
  /** How many pairs ended in `AddImageMemberSuccess`. */
  readonly addedCount: Scalars['Int']['output'];
  /** How many pairs did not. */
  readonly failedCount: Scalars['Int']['output'];
  /** One entry for each pair, in input order. */
  readonly results: ReadonlyArray<AddImageMembersItem>;
};

/** Outcome of `addImageMembers`. */
export type AddImageMembersResult = AddImageMembersPayload | ImageInputError;

/** A virtual machine image. */
export type Image = {
  readonly __typename: 'Image';
  /** Container format such as `bare` or `ovf`. A string because each cloud configures its own list. */
  readonly containerFormat?: Maybe<Scalars['String']['output']>;
  /** When the image was registered. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Disk format such as `qcow2` or `raw`. A string because each cloud configures its own list. */
  readonly diskFormat?: Maybe<Scalars['String']['output']>;
  /** True when the image is left out of default lists. */
  readonly hidden: Scalars['Boolean']['output'];
  /** UUID of the image. */
  readonly id: Scalars['ID']['output'];
  /** The membership of one project on this image. Null when there is none that you may see. */
  readonly member?: Maybe<ImageMember>;
  /**
   * Memberships of this image: all of them for the owner, only your own for a member. Empty unless `visibility` is `SHARED`.
   * A membership that can not be read is left out, and a top-level error at the path of this field says so.
   */
  readonly members?: Maybe<ReadonlyArray<ImageMember>>;
  /** Disk space in GiB that an instance needs to boot this image. */
  readonly minDiskGib: Scalars['Int']['output'];
  /** Memory in MiB that an instance needs to boot this image. */
  readonly minRamMib: Scalars['Int']['output'];
  /** Display name. Not unique. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Project that owns the image. Null for images without an owner. */
  readonly owner?: Maybe<Project>;
  /** Additional properties set by the owner or by the cloud operator, sorted by name. */
  readonly properties: ReadonlyArray<ImageProperty>;
  /** True when the image can not be deleted. */
  readonly protected: Scalars['Boolean']['output'];
  /** Size of the image file in bytes. Null until data is uploaded. */
  readonly sizeBytes?: Maybe<Scalars['SafeInt']['output']>;
  /** Where the image is in its life cycle. */
  readonly status: ImageStatus;
  /** Tags, in no particular order. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** When the image was last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Size of the disk that the image expands to, in bytes. Null when unknown. */
  readonly virtualSizeBytes?: Maybe<Scalars['SafeInt']['output']>;
  /** Who may see and use the image. */
  readonly visibility: ImageVisibility;
};


/** A virtual machine image. */
export type ImageMemberArgs = {
  memberId: Scalars['ID']['input'];
};


/** A virtual machine image. */
export type ImageMembersArgs = {
  status?: InputMaybe<ImageMemberStatus>;
};


/** A virtual machine image. */
export type ImagePropertiesArgs = {
  names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A page of images. */
export type ImageConnection = {
  readonly __typename: 'ImageConnection';
  /** The images with their cursors. */
  readonly edges: ReadonlyArray<ImageEdge>;
  /** The images without their cursors. */
  readonly nodes: ReadonlyArray<Image>;
  /** How to get the next page. */
  readonly pageInfo: PageInfo;
};

/** An image in a page. */
export type ImageEdge = {
  readonly __typename: 'ImageEdge';
  /** Opaque position of this image in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The image. */
  readonly node: Image;
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

/** You may not do this. (HTTP 403) */
export type ImageForbiddenError = ImageServiceError & {
  readonly __typename: 'ImageForbiddenError';
  readonly code: ImageErrorCode;
  readonly message: Scalars['String']['output'];
  /** Why, as far as the gateway could find out. */
  readonly reason: ImageForbiddenReason;
  readonly requestId?: Maybe<Scalars['String']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
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

/** An argument was refused before anything was changed. (HTTP 400, or the gateway's own validation) */
export type ImageInputError = ImageServiceError & {
  readonly __typename: 'ImageInputError';
  readonly code: ImageErrorCode;
  /** What is wrong, at least one entry. */
  readonly issues: ReadonlyArray<ImageInputIssue>;
  readonly message: Scalars['String']['output'];
  readonly requestId?: Maybe<Scalars['String']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
};

/** One refused argument. */
export type ImageInputIssue = {
  readonly __typename: 'ImageInputIssue';
  /** What is wrong with it. */
  readonly message: Scalars['String']['output'];
  /** Path of the argument, for example `["input", "memberId"]` or `["input", "members", "3", "imageId"]`. Null when it concerns the input as a whole. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The fact that an image is shared with a project. */
export type ImageMember = {
  readonly __typename: 'ImageMember';
  /** When the image was shared. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Opaque ID of this membership, unique across all types. For client caches; pass `imageId` and `memberId` to fields and mutations. */
  readonly id: Scalars['ID']['output'];
  /** The shared image. Null when you can not see it (any more). */
  readonly image?: Maybe<Image>;
  /** UUID of the shared image. */
  readonly imageId: Scalars['ID']['output'];
  /** ID of the project that the image is shared with. */
  readonly memberId: Scalars['ID']['output'];
  /** The project that the image is shared with. */
  readonly project: Project;
  /** Path of the JSON schema of this record at the image service. */
  readonly schema: Scalars['String']['output'];
  /** What the member project decided. */
  readonly status: ImageMemberStatus;
  /** When the status last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** The image is already shared with this project. (HTTP 409) */
export type ImageMemberExistsError = ImageServiceError & {
  readonly __typename: 'ImageMemberExistsError';
  readonly code: ImageErrorCode;
  /** The membership that exists already. Asked for only when selected. */
  readonly existingImageMember?: Maybe<ImageMember>;
  readonly message: Scalars['String']['output'];
  readonly requestId?: Maybe<Scalars['String']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
};

/** The image is shared with as many projects as allowed. (HTTP 413) */
export type ImageMemberLimitError = ImageServiceError & {
  readonly __typename: 'ImageMemberLimitError';
  readonly code: ImageErrorCode;
  /** How many members an image may have. Null when the image service did not say. */
  readonly limit?: Maybe<Scalars['Int']['output']>;
  readonly message: Scalars['String']['output'];
  readonly requestId?: Maybe<Scalars['String']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
};

/** The membership does not exist or you may not see it. (HTTP 404) */
export type ImageMemberNotFoundError = ImageServiceError & {
  readonly __typename: 'ImageMemberNotFoundError';
  readonly code: ImageErrorCode;
  /** The image that was asked for. */
  readonly imageId: Scalars['ID']['output'];
  /** The project that was asked for. */
  readonly memberId: Scalars['ID']['output'];
  readonly message: Scalars['String']['output'];
  readonly requestId?: Maybe<Scalars['String']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
};

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

/** The image does not exist or you may not see it. (HTTP 404) */
export type ImageNotFoundError = ImageServiceError & {
  readonly __typename: 'ImageNotFoundError';
  readonly code: ImageErrorCode;
  /** The image that was asked for. */
  readonly imageId: Scalars['ID']['output'];
  readonly message: Scalars['String']['output'];
  readonly requestId?: Maybe<Scalars['String']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
};

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

/** One additional property of an image. */
export type ImageProperty = {
  readonly __typename: 'ImageProperty';
  /** Property name, for example `os_distro`. */
  readonly name: Scalars['String']['output'];
  /** Property value. The image service stores strings only. */
  readonly value: Scalars['String']['output'];
};

/** Too many requests. (HTTP 429) */
export type ImageRateLimitError = ImageServiceError & {
  readonly __typename: 'ImageRateLimitError';
  readonly code: ImageErrorCode;
  readonly message: Scalars['String']['output'];
  readonly requestId?: Maybe<Scalars['String']['output']>;
  /** Wait this long before trying again. Null when the image service did not say. */
  readonly retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
};

/**
 * A refusal or failure that the image service (or the way to it) answered an operation with.
 * Branch on `__typename` or on `code`; `message` is for people and may change.
 */
export type ImageServiceError = {
  /** Machine-readable reason. The same values appear as `extensions.code` of top-level errors. */
  readonly code: ImageErrorCode;
  /** What to tell a person. English, one sentence, free of secrets. */
  readonly message: Scalars['String']['output'];
  /** ID of the failed call in the logs of the gateway and of the image service. Quote it when you ask for help. */
  readonly requestId?: Maybe<Scalars['String']['output']>;
  /** True when the same operation may succeed later without a change. */
  readonly retryable: Scalars['Boolean']['output'];
  /** HTTP status of the image service. Null when there was no answer. For diagnosis only. */
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
};

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

/** The image service failed, was not reachable or did not answer in time. (HTTP 5xx, timeout, no connection, unexpected answer) */
export type ImageUpstreamError = ImageServiceError & {
  readonly __typename: 'ImageUpstreamError';
  readonly code: ImageErrorCode;
  readonly message: Scalars['String']['output'];
  /** Whether the change may have happened all the same. */
  readonly outcome: ImageMutationOutcome;
  readonly requestId?: Maybe<Scalars['String']['output']>;
  /** Wait this long before trying again. Null when the image service did not say. */
  readonly retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
  readonly retryable: Scalars['Boolean']['output'];
  readonly upstreamStatus?: Maybe<Scalars['Int']['output']>;
};

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

/**
 * Every mutation answers with a result union. Success and each refusal or failure of the image service are
 * members of that union; select `... on ImageServiceError { code message retryable }` to cover all failures at once.
 * A mutation field itself is null only together with a top-level error: `UNAUTHENTICATED`, `OPERATION_TOO_COMPLEX`
 * (nothing was sent for this field) or `INTERNAL_SERVER_ERROR`.
 */
export type Mutation = {
  readonly __typename: 'Mutation';
  /**
   * Shares an image with a project. The image must have visibility `SHARED` and you must own it.
   * The new membership starts as `PENDING`: the project may use the image at once, but sees it in its lists only after accepting.
   * Forwards to `POST /v2/images/{image_id}/members`.
   */
  readonly addImageMember?: Maybe<AddImageMemberResult>;
  /**
   * Shares images with projects in one call, 1 to 50 pairs. Not atomic: each pair succeeds or fails on its own, in input order in the answer.
   * Repeating the call is safe, pairs that were already shared come back as `MEMBER_ALREADY_EXISTS`.
   */
  readonly addImageMembers?: Maybe<AddImageMembersResult>;
  /**
   * Stops sharing an image with a project. Only the image owner may do this; a member that is no longer interested rejects instead.
   * Forwards to `DELETE /v2/images/{image_id}/members/{member_id}`.
   */
  readonly removeImageMember?: Maybe<RemoveImageMemberResult>;
  /**
   * Sets the status of a membership: accept or reject an image that was shared with your project.
   * Only the member project may do this, not the image owner.
   * Forwards to `PUT /v2/images/{image_id}/members/{member_id}`.
   */
  readonly updateImageMember?: Maybe<UpdateImageMemberResult>;
};


/**
 * Every mutation answers with a result union. Success and each refusal or failure of the image service are
 * members of that union; select `... on ImageServiceError { code message retryable }` to cover all failures at once.
 * A mutation field itself is null only together with a top-level error: `UNAUTHENTICATED`, `OPERATION_TOO_COMPLEX`
 * (nothing was sent for this field) or `INTERNAL_SERVER_ERROR`.
 */
export type MutationAddImageMemberArgs = {
  input: AddImageMemberInput;
};


/**
 * Every mutation answers with a result union. Success and each refusal or failure of the image service are
 * members of that union; select `... on ImageServiceError { code message retryable }` to cover all failures at once.
 * A mutation field itself is null only together with a top-level error: `UNAUTHENTICATED`, `OPERATION_TOO_COMPLEX`
 * (nothing was sent for this field) or `INTERNAL_SERVER_ERROR`.
 */
export type MutationAddImageMembersArgs = {
  input: AddImageMembersInput;
};


/**
 * Every mutation answers with a result union. Success and each refusal or failure of the image service are
 * members of that union; select `... on ImageServiceError { code message retryable }` to cover all failures at once.
 * A mutation field itself is null only together with a top-level error: `UNAUTHENTICATED`, `OPERATION_TOO_COMPLEX`
 * (nothing was sent for this field) or `INTERNAL_SERVER_ERROR`.
 */
export type MutationRemoveImageMemberArgs = {
  input: RemoveImageMemberInput;
};


/**
 * Every mutation answers with a result union. Success and each refusal or failure of the image service are
 * members of that union; select `... on ImageServiceError { code message retryable }` to cover all failures at once.
 * A mutation field itself is null only together with a top-level error: `UNAUTHENTICATED`, `OPERATION_TOO_COMPLEX`
 * (nothing was sent for this field) or `INTERNAL_SERVER_ERROR`.
 */
export type MutationUpdateImageMemberArgs = {
  input: UpdateImageMemberInput;
};

/** Direction of a sort order. */
export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** Paging state, as in the Relay cursor connections specification. */
export type PageInfo = {
  readonly __typename: 'PageInfo';
  /** Cursor of the last item, to pass as `after`. Null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /**
   * True when there may be more. The next page can be empty: the image service announces one whenever a page is full. A page
   * can have fewer items than asked for, when most of what was looked at does not match, or when images are very large.
   */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True when this page was asked for with `after`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item. Null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A project (tenant). Its details are owned by the identity subgraph; this subgraph only refers to it. */
export type Project = {
  readonly __typename: 'Project';
  /** ID of the project. */
  readonly id: Scalars['ID']['output'];
};

/** Reads. A null without a top-level error of the same path means: it does not exist, or you may not see it. */
export type Query = {
  readonly __typename: 'Query';
  /**
   * One image by its ID. Null without an error means that the image does not exist or that
   * your project may not see it; the image service does not tell these two apart.
   */
  readonly image?: Maybe<Image>;
  /**
   * One membership. The image owner sees every membership, a member sees only its own.
   * Null without an error means that it does not exist or that you may not see it.
   */
  readonly imageMember?: Maybe<ImageMember>;
  /**
   * The memberships of one image: all of them for the image owner, only your own for a member.
   * Null without an error means that the image does not exist or that you may not see it.
   * The list is not paged: the image service caps it (128 members by default) and returns it whole.
   * A membership that can not be read is left out, and a top-level error at the path of this field says so.
   */
  readonly imageMembers?: Maybe<ReadonlyArray<ImageMember>>;
  /**
   * Images you may see, newest first. Use `filter.sharedWith` for the inbox of images that other projects share with yours.
   * Forward paging only: the image service pages by marker and knows no total count.
   * An image that can not be read is left out, and a top-level error at the path of this field says so.
   */
  readonly images?: Maybe<ImageConnection>;
};


/** Reads. A null without a top-level error of the same path means: it does not exist, or you may not see it. */
export type QueryImageArgs = {
  id: Scalars['ID']['input'];
};


/** Reads. A null without a top-level error of the same path means: it does not exist, or you may not see it. */
export type QueryImageMemberArgs = {
  imageId: Scalars['ID']['input'];
  memberId: Scalars['ID']['input'];
};


/** Reads. A null without a top-level error of the same path means: it does not exist, or you may not see it. */
export type QueryImageMembersArgs = {
  imageId: Scalars['ID']['input'];
  status?: InputMaybe<ImageMemberStatus>;
};


/** Reads. A null without a top-level error of the same path means: it does not exist, or you may not see it. */
export type QueryImagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ImageFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ImageOrder>;
};

/** The membership to end. */
export type RemoveImageMemberInput = {
  /** UUID of the image. */
  readonly imageId: Scalars['ID']['input'];
  /** ID of the project to stop sharing with. */
  readonly memberId: Scalars['ID']['input'];
};

/** Outcome of `removeImageMember`. */
export type RemoveImageMemberResult = ImageForbiddenError | ImageInputError | ImageMemberNotFoundError | ImageNotFoundError | ImageRateLimitError | ImageUpstreamError | RemoveImageMemberSuccess;

/** The image is no longer shared with the project. */
export type RemoveImageMemberSuccess = {
  readonly __typename: 'RemoveImageMemberSuccess';
  /** `ImageMember.id` of the membership that is gone; drop it from your cache. */
  readonly deletedImageMemberId: Scalars['ID']['output'];
  /** The image that was shared. */
  readonly imageId: Scalars['ID']['output'];
  /** The project that it was shared with. */
  readonly memberId: Scalars['ID']['output'];
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

/** Outcome of `updateImageMember`. */
export type UpdateImageMemberResult = ImageForbiddenError | ImageInputError | ImageMemberNotFoundError | ImageNotFoundError | ImageRateLimitError | ImageUpstreamError | UpdateImageMemberSuccess;

/** The decision is stored. */
export type UpdateImageMemberSuccess = {
  readonly __typename: 'UpdateImageMemberSuccess';
  /** The membership with its new status. */
  readonly imageMember: ImageMember;
};

export type ShareImageMutationVariables = Exact<{
  input: AddImageMemberInput;
}>;


export type ShareImageMutation = { readonly addImageMember?:
    | { readonly __typename: 'AddImageMemberSuccess', readonly imageMember: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } }
    | { readonly __typename: 'ImageForbiddenError', readonly reason: ImageForbiddenReason, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null, readonly issues: ReadonlyArray<{ readonly __typename: 'ImageInputIssue', readonly path?: ReadonlyArray<string> | null, readonly message: string }> }
    | { readonly __typename: 'ImageMemberExistsError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null, readonly existingImageMember?: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } | null }
    | { readonly __typename: 'ImageMemberLimitError', readonly limit?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageRateLimitError', readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageUpstreamError', readonly outcome: ImageMutationOutcome, readonly retryAfterSeconds?: number | null, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
   | null };

export type ShareImageMinimalMutationVariables = Exact<{
  input: AddImageMemberInput;
}>;


export type ShareImageMinimalMutation = { readonly addImageMember?:
    | { readonly __typename: 'AddImageMemberSuccess', readonly imageMember: { readonly __typename: 'ImageMember', readonly id: string, readonly status: ImageMemberStatus } }
    | { readonly __typename: 'ImageForbiddenError', readonly code: ImageErrorCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ImageInputError', readonly code: ImageErrorCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ImageMemberExistsError', readonly code: ImageErrorCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ImageMemberLimitError', readonly code: ImageErrorCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ImageNotFoundError', readonly code: ImageErrorCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ImageRateLimitError', readonly code: ImageErrorCode, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'ImageUpstreamError', readonly code: ImageErrorCode, readonly message: string, readonly retryable: boolean }
   | null };

export type ShareImagesMutationVariables = Exact<{
  input: AddImageMembersInput;
}>;


export type ShareImagesMutation = { readonly addImageMembers?:
    | { readonly __typename: 'AddImageMembersPayload', readonly addedCount: number, readonly failedCount: number, readonly results: ReadonlyArray<{ readonly __typename: 'AddImageMembersItem', readonly imageId: string, readonly memberId: string, readonly result?:
          | { readonly __typename: 'AddImageMemberSuccess', readonly imageMember: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } }
          | { readonly __typename: 'ImageForbiddenError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
          | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
          | { readonly __typename: 'ImageMemberExistsError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
          | { readonly __typename: 'ImageMemberLimitError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
          | { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
          | { readonly __typename: 'ImageRateLimitError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
          | { readonly __typename: 'ImageUpstreamError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
         | null }> }
    | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null, readonly issues: ReadonlyArray<{ readonly __typename: 'ImageInputIssue', readonly path?: ReadonlyArray<string> | null, readonly message: string }> }
   | null };

export type SharingDialogQueryVariables = Exact<{
  imageId: Scalars['ID']['input'];
}>;


export type SharingDialogQuery = { readonly image?: { readonly __typename: 'Image', readonly id: string, readonly name?: string | null, readonly visibility: ImageVisibility, readonly owner?: { readonly __typename: 'Project', readonly id: string } | null, readonly members?: ReadonlyArray<{ readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string }> | null } | null };

export type InboxQueryVariables = Exact<{
  projectId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type InboxQuery = { readonly images?: { readonly __typename: 'ImageConnection', readonly nodes: ReadonlyArray<{ readonly __typename: 'Image', readonly id: string, readonly name?: string | null, readonly sizeBytes?: number | string | null, readonly owner?: { readonly __typename: 'Project', readonly id: string } | null, readonly member?: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } | null }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } | null };

export type AnswerShareMutationVariables = Exact<{
  input: UpdateImageMemberInput;
}>;


export type AnswerShareMutation = { readonly updateImageMember?:
    | { readonly __typename: 'ImageForbiddenError', readonly reason: ImageForbiddenReason, readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageMemberNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageRateLimitError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageUpstreamError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'UpdateImageMemberSuccess', readonly imageMember: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } }
   | null };

export type UnshareMutationVariables = Exact<{
  input: RemoveImageMemberInput;
}>;


export type UnshareMutation = { readonly removeImageMember?:
    | { readonly __typename: 'ImageForbiddenError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageMemberNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageRateLimitError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'ImageUpstreamError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null }
    | { readonly __typename: 'RemoveImageMemberSuccess', readonly deletedImageMemberId: string, readonly imageId: string, readonly memberId: string }
   | null };

export type MemberStatusQueryVariables = Exact<{
  imageId: Scalars['ID']['input'];
  memberId: Scalars['ID']['input'];
}>;


export type MemberStatusQuery = { readonly imageMember?: { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string } | null };

export type MyShareableImagesQueryVariables = Exact<{
  ownerId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MyShareableImagesQuery = { readonly images?: { readonly __typename: 'ImageConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'ImageEdge', readonly cursor: string, readonly node: { readonly __typename: 'Image', readonly id: string, readonly name?: string | null, readonly updatedAt: string, readonly members?: ReadonlyArray<{ readonly __typename: 'ImageMember', readonly id: string, readonly memberId: string }> | null } }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor?: string | null } } | null };

export type MemberRowFragment = { readonly __typename: 'ImageMember', readonly id: string, readonly imageId: string, readonly memberId: string, readonly status: ImageMemberStatus, readonly createdAt: string, readonly updatedAt: string };

type ErrorFields_ImageForbiddenError_Fragment = { readonly __typename: 'ImageForbiddenError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null };

type ErrorFields_ImageInputError_Fragment = { readonly __typename: 'ImageInputError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null };

type ErrorFields_ImageMemberExistsError_Fragment = { readonly __typename: 'ImageMemberExistsError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null };

type ErrorFields_ImageMemberLimitError_Fragment = { readonly __typename: 'ImageMemberLimitError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null };

type ErrorFields_ImageMemberNotFoundError_Fragment = { readonly __typename: 'ImageMemberNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null };

type ErrorFields_ImageNotFoundError_Fragment = { readonly __typename: 'ImageNotFoundError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null };

type ErrorFields_ImageRateLimitError_Fragment = { readonly __typename: 'ImageRateLimitError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null };

type ErrorFields_ImageUpstreamError_Fragment = { readonly __typename: 'ImageUpstreamError', readonly message: string, readonly code: ImageErrorCode, readonly retryable: boolean, readonly requestId?: string | null, readonly upstreamStatus?: number | null };

export type ErrorFieldsFragment =
  | ErrorFields_ImageForbiddenError_Fragment
  | ErrorFields_ImageInputError_Fragment
  | ErrorFields_ImageMemberExistsError_Fragment
  | ErrorFields_ImageMemberLimitError_Fragment
  | ErrorFields_ImageMemberNotFoundError_Fragment
  | ErrorFields_ImageNotFoundError_Fragment
  | ErrorFields_ImageRateLimitError_Fragment
  | ErrorFields_ImageUpstreamError_Fragment
;

export const MemberRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MemberRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<MemberRowFragment, unknown>;
export const ErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"upstreamStatus"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ErrorFieldsFragment, unknown>;
export const ShareImageDocument = {"__meta__":{"hash":"3a60a9338b16f59fc704068441c1b457558394801f708a6868f736837870d73f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ShareImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addImageMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMemberSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MemberRow"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberExistsError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"existingImageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MemberRow"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMemberLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageRateLimitError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageUpstreamError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MemberRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"upstreamStatus"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ShareImageMutation, ShareImageMutationVariables>;
export const ShareImageMinimalDocument = {"__meta__":{"hash":"81ab6fe28b55287cebd2a17ed2636e7f0e56afc010da4e9174c661a9f4e1e61d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ShareImageMinimal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addImageMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMemberSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]}}]} as unknown as DocumentNode<ShareImageMinimalMutation, ShareImageMinimalMutationVariables>;
export const ShareImagesDocument = {"__meta__":{"hash":"39440a6c964ee27986053075bae4da5e7cd840cacdd1d2a127ae10582afa1f98"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ShareImages"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMembersInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addImageMembers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMembersPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addedCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedCount"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddImageMemberSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MemberRow"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageInputError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MemberRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"upstreamStatus"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<ShareImagesMutation, ShareImagesMutationVariables>;
export const SharingDialogDocument = {"__meta__":{"hash":"e676a318043ddce1e16df12716e3c94e15594a208892617ad5f976d6bf1a90b4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SharingDialog"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"imageId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"imageId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"members"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MemberRow"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MemberRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<SharingDialogQuery, SharingDialogQueryVariables>;
export const InboxDocument = {"__meta__":{"hash":"cdc6df510f87112bcda7f00e230ebc3637e0486c7d3140015c709eab5c216ecf"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Inbox"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"images"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"sharedWith"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"EnumValue","value":"PENDING"}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"member"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"memberId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MemberRow"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MemberRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<InboxQuery, InboxQueryVariables>;
export const AnswerShareDocument = {"__meta__":{"hash":"779ab642e073f487eeabbd8fd34d695b38943bc9e12631f434c80d1590ac5576"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnswerShare"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateImageMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateImageMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateImageMemberSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageMember"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MemberRow"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageForbiddenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MemberRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"upstreamStatus"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<AnswerShareMutation, AnswerShareMutationVariables>;
export const UnshareDocument = {"__meta__":{"hash":"ecb7630df1b15c48c806280a172bf17ad36853f4cfb4e4055da23abc54ad98bc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Unshare"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveImageMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeImageMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveImageMemberSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedImageMemberId"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ErrorFields"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageServiceError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"upstreamStatus"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<UnshareMutation, UnshareMutationVariables>;
export const MemberStatusDocument = {"__meta__":{"hash":"2e16fcbb20c4061c53cf1e662e723bd3169f9f8d1b7b82b3ad995c006391da5f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MemberStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"imageId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"memberId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imageMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"imageId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"imageId"}}},{"kind":"Argument","name":{"kind":"Name","value":"memberId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"memberId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MemberRow"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MemberRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageMember"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"imageId"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]} as unknown as DocumentNode<MemberStatusQuery, MemberStatusQueryVariables>;
export const MyShareableImagesDocument = {"__meta__":{"hash":"285762928c3df8b240f967e1d40203508afc8d09b1f4fc2982e2c9eaa3062dd3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyShareableImages"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ownerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"images"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"ownerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ownerId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"visibility"},"value":{"kind":"EnumValue","value":"SHARED"}},{"kind":"ObjectField","name":{"kind":"Name","value":"statuses"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACTIVE"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"EnumValue","value":"PENDING"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"memberId"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<MyShareableImagesQuery, MyShareableImagesQueryVariables>;