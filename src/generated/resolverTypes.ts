import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { GlanceImage } from '../glance/image.ts';
import type { GlanceImageMember } from '../glance/imageMember.ts';
import type { ImageConnectionModel } from '../graphql/imageConnection.ts';
import type { GlanceImageProperty } from '../glance/imageProperties.ts';
import type { AddItemModel } from '../graphql/addImageMembers.ts';
import type { ImageServiceErrorModel } from '../graphql/errors.ts';
import type { GraphQLContext } from '../graphql/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
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
  _FieldSet: { input: string; output: string; }
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
  readonly __typename?: 'AddImageMemberSuccess';
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
  readonly __typename?: 'AddImageMembersItem';
  /** The image of this pair. */
  readonly imageId: Scalars['ID']['output'];
  /** The project of this pair. */
  readonly memberId: Scalars['ID']['output'];
  /** Null only together with a top-level error that has this path. */
  readonly result?: Maybe<AddImageMemberResult>;
};

/** What happened to each pair. */
export type AddImageMembersPayload = {
  readonly __typename?: 'AddImageMembersPayload';
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
  readonly __typename?: 'Image';
  /** Container format such as `bare` or `ovf`. A string because each cloud configures its own list. */
  readonly containerFormat?: Maybe<Scalars['String']['output']>;
  /** When the image was registered. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Disk format such as `qcow2` or `raw`. A string because each cloud configures its own list. */
  readonly diskFormat?: Maybe<Scalars['String']['output']>;
  /** True when the image is left out of default lists. */
  readonly hidden?: Maybe<Scalars['Boolean']['output']>;
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
  readonly minDiskGib?: Maybe<Scalars['Int']['output']>;
  /** Memory in MiB that an instance needs to boot this image. */
  readonly minRamMib?: Maybe<Scalars['Int']['output']>;
  /** Display name. Not unique. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Project that owns the image. Null for images without an owner. */
  readonly owner?: Maybe<Project>;
  /** Additional properties set by the owner or by the cloud operator, sorted by name. */
  readonly properties?: Maybe<ReadonlyArray<ImageProperty>>;
  /** True when the image can not be deleted. */
  readonly protected?: Maybe<Scalars['Boolean']['output']>;
  /** Size of the image file in bytes. Null until data is uploaded. */
  readonly sizeBytes?: Maybe<Scalars['SafeInt']['output']>;
  /** Where the image is in its life cycle. */
  readonly status?: Maybe<ImageStatus>;
  /** Tags, in no particular order. */
  readonly tags?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** When the image was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Size of the disk that the image expands to, in bytes. Null when unknown. */
  readonly virtualSizeBytes?: Maybe<Scalars['SafeInt']['output']>;
  /** Who may see and use the image. */
  readonly visibility?: Maybe<ImageVisibility>;
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
  readonly __typename?: 'ImageConnection';
  /** The images with their cursors. */
  readonly edges: ReadonlyArray<ImageEdge>;
  /** The images without their cursors. */
  readonly nodes: ReadonlyArray<Image>;
  /** How to get the next page. */
  readonly pageInfo: PageInfo;
};

/** An image in a page. */
export type ImageEdge = {
  readonly __typename?: 'ImageEdge';
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
  readonly __typename?: 'ImageForbiddenError';
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
  readonly __typename?: 'ImageInputError';
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
  readonly __typename?: 'ImageInputIssue';
  /** What is wrong with it. */
  readonly message: Scalars['String']['output'];
  /** Path of the argument, for example `["input", "memberId"]` or `["input", "members", "3", "imageId"]`. Null when it concerns the input as a whole. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The fact that an image is shared with a project. */
export type ImageMember = {
  readonly __typename?: 'ImageMember';
  /** When the image was shared. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
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
  readonly schema?: Maybe<Scalars['String']['output']>;
  /** What the member project decided. */
  readonly status?: Maybe<ImageMemberStatus>;
  /** When the status last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** The image is already shared with this project. (HTTP 409) */
export type ImageMemberExistsError = ImageServiceError & {
  readonly __typename?: 'ImageMemberExistsError';
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
  readonly __typename?: 'ImageMemberLimitError';
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
  readonly __typename?: 'ImageMemberNotFoundError';
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
  readonly __typename?: 'ImageNotFoundError';
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
  readonly __typename?: 'ImageProperty';
  /** Property name, for example `os_distro`. */
  readonly name: Scalars['String']['output'];
  /** Property value. The image service stores strings only. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** Too many requests. (HTTP 429) */
export type ImageRateLimitError = ImageServiceError & {
  readonly __typename?: 'ImageRateLimitError';
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
  readonly __typename?: 'ImageUpstreamError';
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
  readonly __typename?: 'Mutation';
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
  readonly __typename?: 'PageInfo';
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
  readonly __typename?: 'Project';
  /** ID of the project. */
  readonly id: Scalars['ID']['output'];
};

/** Reads. A null without a top-level error of the same path means: it does not exist, or you may not see it. */
export type Query = {
  readonly __typename?: 'Query';
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
  readonly __typename?: 'RemoveImageMemberSuccess';
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
  readonly __typename?: 'UpdateImageMemberSuccess';
  /** The membership with its new status. */
  readonly imageMember: ImageMember;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Image: Image;
  ImageMember: ImageMember;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Image:
    ( { __typename: 'Image' }
    & GraphQLRecursivePick<FederationTypes['Image'], {"id":true}> );
  ImageMember:
    ( { __typename: 'ImageMember' }
    & GraphQLRecursivePick<FederationTypes['ImageMember'], {"imageId":true,"memberId":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AddImageMemberResult:
    | ( Omit<AddImageMemberSuccess, 'imageMember'> & { imageMember: _RefType['ImageMember'] } )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
  ;
  AddImageMembersResult:
    | ( Omit<AddImageMembersPayload, 'results'> & { results: ReadonlyArray<_RefType['AddImageMembersItem']> } )
    | ( ImageServiceErrorModel )
  ;
  RemoveImageMemberResult:
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( RemoveImageMemberSuccess )
  ;
  UpdateImageMemberResult:
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( Omit<UpdateImageMemberSuccess, 'imageMember'> & { imageMember: _RefType['ImageMember'] } )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddImageMemberInput: AddImageMemberInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AddImageMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddImageMemberResult']>;
  AddImageMemberSuccess: ResolverTypeWrapper<Omit<AddImageMemberSuccess, 'imageMember'> & { imageMember: ResolversTypes['ImageMember'] }>;
  AddImageMembersInput: AddImageMembersInput;
  AddImageMembersItem: ResolverTypeWrapper<AddItemModel>;
  AddImageMembersPayload: ResolverTypeWrapper<Omit<AddImageMembersPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['AddImageMembersItem']> }>;
  AddImageMembersResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddImageMembersResult']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Image: ResolverTypeWrapper<GlanceImage>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ImageConnection: ResolverTypeWrapper<ImageConnectionModel>;
  ImageEdge: ResolverTypeWrapper<Omit<ImageEdge, 'node'> & { node: ResolversTypes['Image'] }>;
  ImageErrorCode: ImageErrorCode;
  ImageFilter: ImageFilter;
  ImageForbiddenError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageForbiddenReason: ImageForbiddenReason;
  ImageInputError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageInputIssue: ResolverTypeWrapper<ImageInputIssue>;
  ImageMember: ResolverTypeWrapper<GlanceImageMember>;
  ImageMemberExistsError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageMemberLimitError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageMemberNotFoundError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageMemberStatus: ImageMemberStatus;
  ImageMutationOutcome: ImageMutationOutcome;
  ImageNotFoundError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageOrder: ImageOrder;
  ImageOrderField: ImageOrderField;
  ImageProperty: ResolverTypeWrapper<GlanceImageProperty>;
  ImageRateLimitError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageServiceError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageSharedWithFilter: ImageSharedWithFilter;
  ImageStatus: ImageStatus;
  ImageUpstreamError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageVisibility: ImageVisibility;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Project: ResolverTypeWrapper<Project>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RemoveImageMemberInput: RemoveImageMemberInput;
  RemoveImageMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoveImageMemberResult']>;
  RemoveImageMemberSuccess: ResolverTypeWrapper<RemoveImageMemberSuccess>;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  UpdateImageMemberInput: UpdateImageMemberInput;
  UpdateImageMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateImageMemberResult']>;
  UpdateImageMemberSuccess: ResolverTypeWrapper<Omit<UpdateImageMemberSuccess, 'imageMember'> & { imageMember: ResolversTypes['ImageMember'] }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddImageMemberInput: AddImageMemberInput;
  ID: Scalars['ID']['output'];
  AddImageMemberResult: ResolversUnionTypes<ResolversParentTypes>['AddImageMemberResult'];
  AddImageMemberSuccess: Omit<AddImageMemberSuccess, 'imageMember'> & { imageMember: ResolversParentTypes['ImageMember'] };
  AddImageMembersInput: AddImageMembersInput;
  AddImageMembersItem: AddItemModel;
  AddImageMembersPayload: Omit<AddImageMembersPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['AddImageMembersItem']> };
  AddImageMembersResult: ResolversUnionTypes<ResolversParentTypes>['AddImageMembersResult'];
  DateTime: Scalars['DateTime']['output'];
  Image: GlanceImage;
  Boolean: Scalars['Boolean']['output'];
  ImageConnection: ImageConnectionModel;
  ImageEdge: Omit<ImageEdge, 'node'> & { node: ResolversParentTypes['Image'] };
  ImageFilter: ImageFilter;
  ImageForbiddenError: ImageServiceErrorModel;
  ImageInputError: ImageServiceErrorModel;
  ImageInputIssue: ImageInputIssue;
  ImageMember: GlanceImageMember;
  ImageMemberExistsError: ImageServiceErrorModel;
  ImageMemberLimitError: ImageServiceErrorModel;
  ImageMemberNotFoundError: ImageServiceErrorModel;
  ImageNotFoundError: ImageServiceErrorModel;
  ImageOrder: ImageOrder;
  ImageProperty: GlanceImageProperty;
  ImageRateLimitError: ImageServiceErrorModel;
  ImageServiceError: ImageServiceErrorModel;
  ImageSharedWithFilter: ImageSharedWithFilter;
  ImageUpstreamError: ImageServiceErrorModel;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Project: Project;
  Query: Record<PropertyKey, never>;
  RemoveImageMemberInput: RemoveImageMemberInput;
  RemoveImageMemberResult: ResolversUnionTypes<ResolversParentTypes>['RemoveImageMemberResult'];
  RemoveImageMemberSuccess: RemoveImageMemberSuccess;
  SafeInt: Scalars['SafeInt']['output'];
  UpdateImageMemberInput: UpdateImageMemberInput;
  UpdateImageMemberResult: ResolversUnionTypes<ResolversParentTypes>['UpdateImageMemberResult'];
  UpdateImageMemberSuccess: Omit<UpdateImageMemberSuccess, 'imageMember'> & { imageMember: ResolversParentTypes['ImageMember'] };
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
};

export type ContactDirectiveArgs = {
  description?: Maybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  url?: Maybe<Scalars['String']['input']>;
};

export type ContactDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = ContactDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SemanticNonNullDirectiveArgs = {
  levels?: ReadonlyArray<Scalars['Int']['input']>;
};

export type SemanticNonNullDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = SemanticNonNullDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AddImageMemberResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AddImageMemberResult'] = ResolversParentTypes['AddImageMemberResult']> = {
  __resolveType: TypeResolveFn<'AddImageMemberSuccess' | 'ImageForbiddenError' | 'ImageInputError' | 'ImageMemberExistsError' | 'ImageMemberLimitError' | 'ImageNotFoundError' | 'ImageRateLimitError' | 'ImageUpstreamError', ParentType, ContextType>;
};

export type AddImageMemberSuccessResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AddImageMemberSuccess'] = ResolversParentTypes['AddImageMemberSuccess']> = {
  imageMember?: Resolver<ResolversTypes['ImageMember'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddImageMembersItemResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AddImageMembersItem'] = ResolversParentTypes['AddImageMembersItem']> = {
  imageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['AddImageMemberResult']>, ParentType, ContextType>;
};

export type AddImageMembersPayloadResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AddImageMembersPayload'] = ResolversParentTypes['AddImageMembersPayload']> = {
  addedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['AddImageMembersItem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddImageMembersResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AddImageMembersResult'] = ResolversParentTypes['AddImageMembersResult']> = {
  __resolveType: TypeResolveFn<'AddImageMembersPayload' | 'ImageInputError', ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type ImageResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image'], FederationReferenceType extends FederationReferenceTypes['Image'] = FederationReferenceTypes['Image']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  containerFormat?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  diskFormat?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hidden?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  member?: Resolver<Maybe<ResolversTypes['ImageMember']>, ParentType, ContextType, RequireFields<ImageMemberArgs, 'memberId'>>;
  members?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ImageMember']>>, ParentType, ContextType, Partial<ImageMembersArgs>>;
  minDiskGib?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minRamMib?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  properties?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ImageProperty']>>, ParentType, ContextType, Partial<ImagePropertiesArgs>>;
  protected?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ImageStatus']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  virtualSizeBytes?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  visibility?: Resolver<Maybe<ResolversTypes['ImageVisibility']>, ParentType, ContextType>;
};

export type ImageConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageConnection'] = ResolversParentTypes['ImageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ImageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ImageEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageEdge'] = ResolversParentTypes['ImageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
};

export type ImageForbiddenErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageForbiddenError'] = ResolversParentTypes['ImageForbiddenError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ImageForbiddenReason'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageInputErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageInputError'] = ResolversParentTypes['ImageInputError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['ImageInputIssue']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageInputIssueResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageInputIssue'] = ResolversParentTypes['ImageInputIssue']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type ImageMemberResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageMember'] = ResolversParentTypes['ImageMember'], FederationReferenceType extends FederationReferenceTypes['ImageMember'] = FederationReferenceTypes['ImageMember']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ImageMember']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  imageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  schema?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ImageMemberStatus']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ImageMemberExistsErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageMemberExistsError'] = ResolversParentTypes['ImageMemberExistsError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  existingImageMember?: Resolver<Maybe<ResolversTypes['ImageMember']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageMemberLimitErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageMemberLimitError'] = ResolversParentTypes['ImageMemberLimitError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageMemberNotFoundErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageMemberNotFoundError'] = ResolversParentTypes['ImageMemberNotFoundError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  imageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageNotFoundErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageNotFoundError'] = ResolversParentTypes['ImageNotFoundError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  imageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImagePropertyResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageProperty'] = ResolversParentTypes['ImageProperty']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ImageRateLimitErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageRateLimitError'] = ResolversParentTypes['ImageRateLimitError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryAfterSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageServiceErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageServiceError'] = ResolversParentTypes['ImageServiceError']> = {
  __resolveType: TypeResolveFn<'ImageForbiddenError' | 'ImageInputError' | 'ImageMemberExistsError' | 'ImageMemberLimitError' | 'ImageMemberNotFoundError' | 'ImageNotFoundError' | 'ImageRateLimitError' | 'ImageUpstreamError', ParentType, ContextType>;
};

export type ImageUpstreamErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageUpstreamError'] = ResolversParentTypes['ImageUpstreamError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ImageMutationOutcome'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryAfterSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addImageMember?: Resolver<Maybe<ResolversTypes['AddImageMemberResult']>, ParentType, ContextType, RequireFields<MutationAddImageMemberArgs, 'input'>>;
  addImageMembers?: Resolver<Maybe<ResolversTypes['AddImageMembersResult']>, ParentType, ContextType, RequireFields<MutationAddImageMembersArgs, 'input'>>;
  removeImageMember?: Resolver<Maybe<ResolversTypes['RemoveImageMemberResult']>, ParentType, ContextType, RequireFields<MutationRemoveImageMemberArgs, 'input'>>;
  updateImageMember?: Resolver<Maybe<ResolversTypes['UpdateImageMemberResult']>, ParentType, ContextType, RequireFields<MutationUpdateImageMemberArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<QueryImageArgs, 'id'>>;
  imageMember?: Resolver<Maybe<ResolversTypes['ImageMember']>, ParentType, ContextType, RequireFields<QueryImageMemberArgs, 'imageId' | 'memberId'>>;
  imageMembers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ImageMember']>>, ParentType, ContextType, RequireFields<QueryImageMembersArgs, 'imageId'>>;
  images?: Resolver<Maybe<ResolversTypes['ImageConnection']>, ParentType, ContextType, RequireFields<QueryImagesArgs, 'first' | 'orderBy'>>;
};

export type RemoveImageMemberResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RemoveImageMemberResult'] = ResolversParentTypes['RemoveImageMemberResult']> = {
  __resolveType: TypeResolveFn<'ImageForbiddenError' | 'ImageInputError' | 'ImageMemberNotFoundError' | 'ImageNotFoundError' | 'ImageRateLimitError' | 'ImageUpstreamError' | 'RemoveImageMemberSuccess', ParentType, ContextType>;
};

export type RemoveImageMemberSuccessResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RemoveImageMemberSuccess'] = ResolversParentTypes['RemoveImageMemberSuccess']> = {
  deletedImageMemberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  imageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type UpdateImageMemberResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UpdateImageMemberResult'] = ResolversParentTypes['UpdateImageMemberResult']> = {
  __resolveType: TypeResolveFn<'ImageForbiddenError' | 'ImageInputError' | 'ImageMemberNotFoundError' | 'ImageNotFoundError' | 'ImageRateLimitError' | 'ImageUpstreamError' | 'UpdateImageMemberSuccess', ParentType, ContextType>;
};

export type UpdateImageMemberSuccessResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UpdateImageMemberSuccess'] = ResolversParentTypes['UpdateImageMemberSuccess']> = {
  imageMember?: Resolver<ResolversTypes['ImageMember'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphQLContext> = {
  AddImageMemberResult?: AddImageMemberResultResolvers<ContextType>;
  AddImageMemberSuccess?: AddImageMemberSuccessResolvers<ContextType>;
  AddImageMembersItem?: AddImageMembersItemResolvers<ContextType>;
  AddImageMembersPayload?: AddImageMembersPayloadResolvers<ContextType>;
  AddImageMembersResult?: AddImageMembersResultResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Image?: ImageResolvers<ContextType>;
  ImageConnection?: ImageConnectionResolvers<ContextType>;
  ImageEdge?: ImageEdgeResolvers<ContextType>;
  ImageForbiddenError?: ImageForbiddenErrorResolvers<ContextType>;
  ImageInputError?: ImageInputErrorResolvers<ContextType>;
  ImageInputIssue?: ImageInputIssueResolvers<ContextType>;
  ImageMember?: ImageMemberResolvers<ContextType>;
  ImageMemberExistsError?: ImageMemberExistsErrorResolvers<ContextType>;
  ImageMemberLimitError?: ImageMemberLimitErrorResolvers<ContextType>;
  ImageMemberNotFoundError?: ImageMemberNotFoundErrorResolvers<ContextType>;
  ImageNotFoundError?: ImageNotFoundErrorResolvers<ContextType>;
  ImageProperty?: ImagePropertyResolvers<ContextType>;
  ImageRateLimitError?: ImageRateLimitErrorResolvers<ContextType>;
  ImageServiceError?: ImageServiceErrorResolvers<ContextType>;
  ImageUpstreamError?: ImageUpstreamErrorResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RemoveImageMemberResult?: RemoveImageMemberResultResolvers<ContextType>;
  RemoveImageMemberSuccess?: RemoveImageMemberSuccessResolvers<ContextType>;
  SafeInt?: GraphQLScalarType;
  UpdateImageMemberResult?: UpdateImageMemberResultResolvers<ContextType>;
  UpdateImageMemberSuccess?: UpdateImageMemberSuccessResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphQLContext> = {
  contact?: ContactDirectiveResolver<any, any, ContextType>;
  semanticNonNull?: SemanticNonNullDirectiveResolver<any, any, ContextType>;
};
