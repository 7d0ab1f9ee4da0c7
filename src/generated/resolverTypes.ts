import type * as Schema from './schemaTypes.ts';
import type { Image, ImageMember, Project } from './schemaTypes.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { GlanceImage, GlanceImageMember, GlanceImageProperty } from '../glance/glance.ts';
import type { ImageConnectionModel } from '../graphql/image/imageConnection.ts';
import type { AddItemModel } from '../graphql/imageMember/addImageMembers.ts';
import type { ImageServiceErrorModel } from '../graphql/error/mutationError.ts';
import type { GraphQLContext } from '../graphql/server/context.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };


export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Schema.Maybe<T> extends T ? Schema.Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
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
) => Schema.Maybe<TTypes> | Promise<Schema.Maybe<TTypes>>;

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
    | ( Omit<Schema.AddImageMemberSuccess, 'imageMember'> & { imageMember: _RefType['ImageMember'] } )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
  ;
  AddImageMembersResult:
    | ( Omit<Schema.AddImageMembersPayload, 'results'> & { results: ReadonlyArray<_RefType['AddImageMembersItem']> } )
    | ( ImageServiceErrorModel )
  ;
  RemoveImageMemberResult:
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( Schema.RemoveImageMemberSuccess )
  ;
  UpdateImageMemberResult:
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( ImageServiceErrorModel )
    | ( Omit<Schema.UpdateImageMemberSuccess, 'imageMember'> & { imageMember: _RefType['ImageMember'] } )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddImageMemberInput: Schema.AddImageMemberInput;
  ID: ResolverTypeWrapper<Schema.Scalars['ID']['output']>;
  AddImageMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddImageMemberResult']>;
  AddImageMemberSuccess: ResolverTypeWrapper<Omit<Schema.AddImageMemberSuccess, 'imageMember'> & { imageMember: ResolversTypes['ImageMember'] }>;
  AddImageMembersInput: Schema.AddImageMembersInput;
  AddImageMembersItem: ResolverTypeWrapper<AddItemModel>;
  AddImageMembersPayload: ResolverTypeWrapper<Omit<Schema.AddImageMembersPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['AddImageMembersItem']> }>;
  AddImageMembersResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddImageMembersResult']>;
  DateTime: ResolverTypeWrapper<Schema.Scalars['DateTime']['output']>;
  Image: ResolverTypeWrapper<GlanceImage>;
  Boolean: ResolverTypeWrapper<Schema.Scalars['Boolean']['output']>;
  ImageConnection: ResolverTypeWrapper<ImageConnectionModel>;
  ImageEdge: ResolverTypeWrapper<Omit<Schema.ImageEdge, 'node'> & { node: ResolversTypes['Image'] }>;
  ImageErrorCode: Schema.ImageErrorCode;
  ImageFilter: Schema.ImageFilter;
  ImageForbiddenError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageForbiddenReason: Schema.ImageForbiddenReason;
  ImageInputError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageInputIssue: ResolverTypeWrapper<Schema.ImageInputIssue>;
  ImageMember: ResolverTypeWrapper<GlanceImageMember>;
  ImageMemberExistsError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageMemberLimitError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageMemberNotFoundError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageMemberStatus: Schema.ImageMemberStatus;
  ImageMutationOutcome: Schema.ImageMutationOutcome;
  ImageNotFoundError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageOrder: Schema.ImageOrder;
  ImageOrderField: Schema.ImageOrderField;
  ImageProperty: ResolverTypeWrapper<GlanceImageProperty>;
  ImageRateLimitError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageServiceError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageSharedWithFilter: Schema.ImageSharedWithFilter;
  ImageStatus: Schema.ImageStatus;
  ImageUpstreamError: ResolverTypeWrapper<ImageServiceErrorModel>;
  ImageVisibility: Schema.ImageVisibility;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderDirection: Schema.OrderDirection;
  PageInfo: ResolverTypeWrapper<Schema.PageInfo>;
  Project: ResolverTypeWrapper<Schema.Project>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RemoveImageMemberInput: Schema.RemoveImageMemberInput;
  RemoveImageMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoveImageMemberResult']>;
  RemoveImageMemberSuccess: ResolverTypeWrapper<Schema.RemoveImageMemberSuccess>;
  SafeInt: ResolverTypeWrapper<Schema.Scalars['SafeInt']['output']>;
  UpdateImageMemberInput: Schema.UpdateImageMemberInput;
  UpdateImageMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateImageMemberResult']>;
  UpdateImageMemberSuccess: ResolverTypeWrapper<Omit<Schema.UpdateImageMemberSuccess, 'imageMember'> & { imageMember: ResolversTypes['ImageMember'] }>;
  String: ResolverTypeWrapper<Schema.Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Schema.Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddImageMemberInput: Schema.AddImageMemberInput;
  ID: Schema.Scalars['ID']['output'];
  AddImageMemberResult: ResolversUnionTypes<ResolversParentTypes>['AddImageMemberResult'];
  AddImageMemberSuccess: Omit<Schema.AddImageMemberSuccess, 'imageMember'> & { imageMember: ResolversParentTypes['ImageMember'] };
  AddImageMembersInput: Schema.AddImageMembersInput;
  AddImageMembersItem: AddItemModel;
  AddImageMembersPayload: Omit<Schema.AddImageMembersPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['AddImageMembersItem']> };
  AddImageMembersResult: ResolversUnionTypes<ResolversParentTypes>['AddImageMembersResult'];
  DateTime: Schema.Scalars['DateTime']['output'];
  Image: GlanceImage;
  Boolean: Schema.Scalars['Boolean']['output'];
  ImageConnection: ImageConnectionModel;
  ImageEdge: Omit<Schema.ImageEdge, 'node'> & { node: ResolversParentTypes['Image'] };
  ImageFilter: Schema.ImageFilter;
  ImageForbiddenError: ImageServiceErrorModel;
  ImageInputError: ImageServiceErrorModel;
  ImageInputIssue: Schema.ImageInputIssue;
  ImageMember: GlanceImageMember;
  ImageMemberExistsError: ImageServiceErrorModel;
  ImageMemberLimitError: ImageServiceErrorModel;
  ImageMemberNotFoundError: ImageServiceErrorModel;
  ImageNotFoundError: ImageServiceErrorModel;
  ImageOrder: Schema.ImageOrder;
  ImageProperty: GlanceImageProperty;
  ImageRateLimitError: ImageServiceErrorModel;
  ImageServiceError: ImageServiceErrorModel;
  ImageSharedWithFilter: Schema.ImageSharedWithFilter;
  ImageUpstreamError: ImageServiceErrorModel;
  Mutation: Record<PropertyKey, never>;
  PageInfo: Schema.PageInfo;
  Project: Schema.Project;
  Query: Record<PropertyKey, never>;
  RemoveImageMemberInput: Schema.RemoveImageMemberInput;
  RemoveImageMemberResult: ResolversUnionTypes<ResolversParentTypes>['RemoveImageMemberResult'];
  RemoveImageMemberSuccess: Schema.RemoveImageMemberSuccess;
  SafeInt: Schema.Scalars['SafeInt']['output'];
  UpdateImageMemberInput: Schema.UpdateImageMemberInput;
  UpdateImageMemberResult: ResolversUnionTypes<ResolversParentTypes>['UpdateImageMemberResult'];
  UpdateImageMemberSuccess: Omit<Schema.UpdateImageMemberSuccess, 'imageMember'> & { imageMember: ResolversParentTypes['ImageMember'] };
  String: Schema.Scalars['String']['output'];
  Int: Schema.Scalars['Int']['output'];
};

export type ContactDirectiveArgs = {
  description?: Schema.Maybe<Schema.Scalars['String']['input']>;
  name: Schema.Scalars['String']['input'];
  url?: Schema.Maybe<Schema.Scalars['String']['input']>;
};

export type ContactDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = ContactDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SemanticNonNullDirectiveArgs = {
  levels?: ReadonlyArray<Schema.Scalars['Int']['input']>;
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
  result?: Resolver<Schema.Maybe<ResolversTypes['AddImageMemberResult']>, ParentType, ContextType>;
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
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Image']> | FederationReferenceType, FederationReferenceType, ContextType>;
  containerFormat?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  diskFormat?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hidden?: Resolver<Schema.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  member?: Resolver<Schema.Maybe<ResolversTypes['ImageMember']>, ParentType, ContextType, RequireFields<Schema.ImageMemberArgs, 'memberId'>>;
  members?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['ImageMember']>>, ParentType, ContextType, Partial<Schema.ImageMembersArgs>>;
  minDiskGib?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minRamMib?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Schema.Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  properties?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['ImageProperty']>>, ParentType, ContextType, Partial<Schema.ImagePropertiesArgs>>;
  protected?: Resolver<Schema.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  status?: Resolver<Schema.Maybe<ResolversTypes['ImageStatus']>, ParentType, ContextType>;
  tags?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  virtualSizeBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  visibility?: Resolver<Schema.Maybe<ResolversTypes['ImageVisibility']>, ParentType, ContextType>;
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
  requestId?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageInputErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageInputError'] = ResolversParentTypes['ImageInputError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['ImageInputIssue']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageInputIssueResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageInputIssue'] = ResolversParentTypes['ImageInputIssue']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type ImageMemberResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageMember'] = ResolversParentTypes['ImageMember'], FederationReferenceType extends FederationReferenceTypes['ImageMember'] = FederationReferenceTypes['ImageMember']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['ImageMember']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Schema.Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  imageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  schema?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Schema.Maybe<ResolversTypes['ImageMemberStatus']>, ParentType, ContextType>;
  updatedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ImageMemberExistsErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageMemberExistsError'] = ResolversParentTypes['ImageMemberExistsError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  existingImageMember?: Resolver<Schema.Maybe<ResolversTypes['ImageMember']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageMemberLimitErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageMemberLimitError'] = ResolversParentTypes['ImageMemberLimitError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  limit?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageMemberNotFoundErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageMemberNotFoundError'] = ResolversParentTypes['ImageMemberNotFoundError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  imageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageNotFoundErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageNotFoundError'] = ResolversParentTypes['ImageNotFoundError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  imageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImagePropertyResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageProperty'] = ResolversParentTypes['ImageProperty']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ImageRateLimitErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageRateLimitError'] = ResolversParentTypes['ImageRateLimitError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryAfterSeconds?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageServiceErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageServiceError'] = ResolversParentTypes['ImageServiceError']> = {
  __resolveType: TypeResolveFn<'ImageForbiddenError' | 'ImageInputError' | 'ImageMemberExistsError' | 'ImageMemberLimitError' | 'ImageMemberNotFoundError' | 'ImageNotFoundError' | 'ImageRateLimitError' | 'ImageUpstreamError', ParentType, ContextType>;
};

export type ImageUpstreamErrorResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ImageUpstreamError'] = ResolversParentTypes['ImageUpstreamError']> = {
  code?: Resolver<ResolversTypes['ImageErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ImageMutationOutcome'], ParentType, ContextType>;
  requestId?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryAfterSeconds?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  upstreamStatus?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addImageMember?: Resolver<Schema.Maybe<ResolversTypes['AddImageMemberResult']>, ParentType, ContextType, RequireFields<Schema.MutationAddImageMemberArgs, 'input'>>;
  addImageMembers?: Resolver<Schema.Maybe<ResolversTypes['AddImageMembersResult']>, ParentType, ContextType, RequireFields<Schema.MutationAddImageMembersArgs, 'input'>>;
  removeImageMember?: Resolver<Schema.Maybe<ResolversTypes['RemoveImageMemberResult']>, ParentType, ContextType, RequireFields<Schema.MutationRemoveImageMemberArgs, 'input'>>;
  updateImageMember?: Resolver<Schema.Maybe<ResolversTypes['UpdateImageMemberResult']>, ParentType, ContextType, RequireFields<Schema.MutationUpdateImageMemberArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  image?: Resolver<Schema.Maybe<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<Schema.QueryImageArgs, 'id'>>;
  imageMember?: Resolver<Schema.Maybe<ResolversTypes['ImageMember']>, ParentType, ContextType, RequireFields<Schema.QueryImageMemberArgs, 'imageId' | 'memberId'>>;
  imageMembers?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['ImageMember']>>, ParentType, ContextType, RequireFields<Schema.QueryImageMembersArgs, 'imageId'>>;
  images?: Resolver<Schema.Maybe<ResolversTypes['ImageConnection']>, ParentType, ContextType, RequireFields<Schema.QueryImagesArgs, 'first' | 'orderBy'>>;
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
