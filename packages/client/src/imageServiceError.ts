import type { ErrorFieldsFragment } from './generated/graphql.ts';
import { possibleTypes } from './possibleTypes.ts';

/** `__typename` of every error in the result of a mutation. */
export type ImageServiceErrorTypename = ErrorFieldsFragment['__typename'];

/** The errors among the members of a result union. */
export type ImageServiceErrorOf<Result extends { readonly __typename: string }> = Extract<
  Result,
  { readonly __typename: ImageServiceErrorTypename }
>;

const TYPENAMES: ReadonlySet<string> = new Set(possibleTypes.ImageServiceError);

/**
 * Whether the result of a mutation is an error. TypeScript then knows the result as one of the errors, otherwise as the
 * success. An error type that only a newer gateway has is recognized when `code` and `message` are selected.
 */
export function isImageServiceError<Result extends { readonly __typename: string }>(
  result: Result,
): result is ImageServiceErrorOf<Result> {
  return TYPENAMES.has(result.__typename) || ('code' in result && 'message' in result);
}
