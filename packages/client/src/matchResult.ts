import { isImageServiceError, type ImageServiceErrorOf, type ImageServiceErrorTypename } from './imageServiceError.ts';

interface Member {
  readonly __typename: string;
}

type MemberOf<Result extends Member, Typename> = Extract<Result, { readonly __typename: Typename }>;

/** One handler for each member of the union. */
type EveryHandler<Result extends Member, Output> = {
  readonly [Typename in Result['__typename']]: (member: MemberOf<Result, Typename>) => Output;
};

/** Handlers for the successes and some of the errors, and `ImageServiceError` for the other errors. */
type SomeHandlers<Result extends Member, Output> = {
  readonly [Typename in Exclude<Result['__typename'], ImageServiceErrorTypename>]: (
    member: MemberOf<Result, Typename>,
  ) => Output;
} & {
  readonly [Typename in Extract<Result['__typename'], ImageServiceErrorTypename>]?: (
    member: MemberOf<Result, Typename>,
  ) => Output;
} & { readonly ImageServiceError: (error: ImageServiceErrorOf<Result>) => Output };

/** @see matchResult */
export type ResultHandlers<Result extends Member, Output> =
  (EveryHandler<Result, Output> & { readonly ImageServiceError?: never }) | SomeHandlers<Result, Output>;

/**
 * Calls the handler of the member that a mutation answered with. Every member needs one, or the call does not compile;
 * a handler `ImageServiceError` stands for all errors that have none of their own, among them those that a newer
 * gateway may add.
 * @throws for a member that no handler was given for, which only a newer gateway can answer with
 */
export function matchResult<Result extends Member, Output>(
  result: Result,
  handlers: ResultHandlers<Result, Output>,
): Output {
  const byTypename = new Map<string, unknown>(Object.entries(handlers));
  const handle =
    byTypename.get(result.__typename) ??
    (isImageServiceError(result) ? byTypename.get('ImageServiceError') : undefined);
  if (!isHandler<Result, Output>(handle)) throw new Error(`no handler for ${result.__typename}`);
  return handle(result);
}

function isHandler<Result, Output>(value: unknown): value is (member: Result) => Output {
  return typeof value === 'function';
}

/**
 * The end of an exhaustive switch: `default: return assertNever(result)` does not compile while a case is missing.
 * @throws always
 */
export function assertNever(value: never): never {
  const { __typename = 'a value' } = Object(value) as { readonly __typename?: unknown };
  throw new Error(`${String(__typename)} was not expected`);
}
