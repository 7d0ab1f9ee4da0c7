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
 * Calls the handler for the result of a mutation. The call compiles only when every member of the union has a handler.
 * The handler `ImageServiceError` gets all errors without a handler of their own, also errors that only a newer gateway
 * has.
 * @throws for a result without a handler, which only a newer gateway can return
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
 * Ends an exhaustive switch: `default: return assertNever(result)` compiles only when no case is missing.
 * @throws always
 */
export function assertNever(value: never): never {
  const { __typename = 'a value' } = Object(value) as { readonly __typename?: unknown };
  throw new Error(`${String(__typename)} was not expected`);
}
