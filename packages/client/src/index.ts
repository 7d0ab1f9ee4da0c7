export * from './generated/graphql.ts';
export { documentId } from './documentId.ts';
export { imageMemberId, type ImageMemberKey } from './imageMemberId.ts';
export { isImageServiceError, type ImageServiceErrorOf, type ImageServiceErrorTypename } from './imageServiceError.ts';
export { assertNever, matchResult, type ResultHandlers } from './matchResult.ts';
export { possibleTypes } from './possibleTypes.ts';
export { isUnauthenticated, toTopLevelErrors, type TopLevelError, type TopLevelErrorCode } from './topLevelError.ts';
