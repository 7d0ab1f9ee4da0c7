import type { Written } from '../../glance/glance.ts';
import type { ImageServiceErrorModel, MemberAction } from '../error/mutationError.ts';
import { InputError } from '../error/inputError.ts';
import type { GraphQLContext } from '../server/context.ts';
import { reportError, settle, type Asked } from './report.ts';

const MAX_PAIRS = 50;

/** The result of one pair. An Error becomes a top-level error at the path of the pair's result. */
export interface ItemModel<Success> {
  readonly imageId: string;
  readonly memberId: string;
  readonly result: Success | ImageServiceErrorModel | Error;
}

export interface Results<Success> {
  readonly results: readonly ItemModel<Success>[];
  readonly succeeded: number;
  readonly failedCount: number;
}

type Parse<Input, Parsed> = (input: Input, path: readonly string[]) => Parsed;

/** A mutation of many memberships, as a mutation of one membership for each pair. */
interface BulkMutation<Input, Parsed, Value, Success, Payload> {
  readonly action: MemberAction;
  /** Makes the parser for the pairs of one call. The parser throws InputError with the path of each bad value. */
  readonly createParse: () => Parse<Input, Parsed>;
  readonly call: (parsed: readonly Parsed[], glance: GraphQLContext['glance']) => Promise<readonly Written<Value>[]>;
  readonly toSuccess: (value: Value) => Success;
  readonly toPayload: (results: Results<Success>) => Payload;
}

/**
 * Creates the resolver of a mutation of 1 to 50 memberships. Each pair succeeds or fails on its own: a pair that cannot
 * be parsed or is refused does not fail the others. The results have the order of the input, and each pair has a line in
 * the audit log.
 */
export function bulkMutation<Input extends Asked & { memberId: string }, Parsed, Value, Success, Payload>({
  action,
  createParse,
  call,
  toSuccess,
  toPayload,
}: BulkMutation<Input, Parsed, Value, Success, Payload>): (
  parent: unknown,
  args: { readonly input: { readonly members: readonly Input[] } },
  context: GraphQLContext,
) => Promise<Payload | ImageServiceErrorModel> {
  return async (_parent, { input: { members: pairs } }, context) => {
    if (pairs.length < 1 || pairs.length > MAX_PAIRS) {
      const message = `Between 1 and ${MAX_PAIRS} pairs must be given.`;
      return reportError(context, action, {}, [], new InputError([{ path: ['input', 'members'], message }]));
    }
    const parse = createParse();
    const parsed = pairs.map((pair, index) => parsePair(pair, index, parse));
    try {
      const written = await call(
        parsed.flatMap((pair) => (pair instanceof InputError ? [] : [pair.value])),
        context.glance,
      );
      const writes = written.values();
      let succeeded = 0;
      const results = pairs.map((pair, index): ItemModel<Success> => {
        const { imageId, memberId } = pair;
        const refused = parsed[index];
        const write = refused instanceof InputError ? { result: refused, requestIds: [] } : writes.next().value;
        if (write && !(write.result instanceof Error)) succeeded += 1;
        return { imageId, memberId, result: settle(context, action, pair, write, toSuccess) };
      });
      return toPayload({ results, succeeded, failedCount: results.length - succeeded });
    } finally {
      context.loaders.forget();
    }
  };
}

function parsePair<Input, Parsed>(
  pair: Input,
  index: number,
  parse: Parse<Input, Parsed>,
): { readonly value: Parsed } | InputError {
  try {
    return { value: parse(pair, ['input', 'members', String(index)]) };
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
