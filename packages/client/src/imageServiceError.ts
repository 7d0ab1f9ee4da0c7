import type { ErrorFieldsFragment } from './generated/graphql.ts';
import { possibleTypes } from './possibleTypes.ts';

/** `__typename` of every error that a mutation can answer with. */
export type ImageServiceErrorTypename = ErrorFieldsFragment['__typename'];

/** The error members of a result union. */
export type ImageServiceErrorOf<Result extends { readonly __typename: string }> = Extract<
  Result,
  { readonly __typename: ImageServiceErrorTypename }
>;

const TYPENAMES: ReadonlySet<string> = new Set(possibleTypes.ImageServiceError);

/**
 * Whether a mutation was refused or failed. Narrows the result to its error members, and what is left to its success.
 * An error type that a newer gateway answers with counts where `code` and `message` are selected.
 */
export function isImageServiceError<Result extends { readonly __typename: string }>(
  result: Result,
): result is ImageServiceErrorOf<Result> {
  return TYPENAMES.has(result.__typename) || ('code' in result && 'message' in result);
}
