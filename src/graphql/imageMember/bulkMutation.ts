import type { GraphQLResolveInfo } from 'graphql';
import type { Written } from '../../glance/glance.ts';
import type { ImageServiceErrorModel, MutationAction } from '../error/mutationError.ts';
import { InputError } from '../error/inputError.ts';
import type { GraphQLContext } from '../server/context.ts';
import { reportError, settle, type Asked, type Changed } from './report.ts';

const MAX_PAIRS = 50;

/** The result of one pair. An Error becomes a top-level error at the path of the pair's result. */
export interface ItemModel<Success> {
  readonly imageId: string;
  readonly memberId: string | null;
  readonly memberName: string | null;
  readonly result: Success | ImageServiceErrorModel | Error;
}

/** What became of one pair. */
export interface PairOutcome<Success> extends Written<Success> {
  /** The member's ID where the gateway has found it by a name. */
  readonly memberId?: string;
}

interface Results<Success> {
  readonly results: readonly ItemModel<Success>[];
  readonly succeeded: number;
  readonly failedCount: number;
}

type Glance = GraphQLContext['glance'];
type Parse<Input, Parsed> = (input: Input, path: readonly string[]) => Parsed;

/** A mutation of many memberships, in the parts that a mutation of one membership has. */
interface BulkMutation<Input, Parsed, Success, Payload> {
  readonly action: MutationAction;
  /** Makes the parser for the pairs of one call. The parser throws InputError with the path of each bad value. */
  readonly createParse: (glance: Glance) => Parse<Input, Parsed>;
  /** @returns what became of each parsed pair, in their order */
  readonly call: (
    parsed: readonly Parsed[],
    glance: Glance,
    info: GraphQLResolveInfo,
  ) => Promise<readonly PairOutcome<Success>[]>;
  readonly toPayload: (results: Results<Success>) => Payload;
}

/**
 * Creates the resolver of a mutation of 1 to 50 memberships. Each pair succeeds or fails on its own: a pair that is
 * refused does not fail the others. The results have the order of the input, and each pair has a line in the audit log.
 */
export function bulkMutation<Input extends Asked, Parsed, Success extends Changed, Payload>({
  action,
  createParse,
  call,
  toPayload,
}: BulkMutation<Input, Parsed, Success, Payload>): (
  parent: unknown,
  args: { readonly input: { readonly members: readonly Input[] } },
  context: GraphQLContext,
  info: GraphQLResolveInfo,
) => Promise<Payload | ImageServiceErrorModel> {
  return async (_parent, { input: { members: pairs } }, context, info) => {
    if (pairs.length < 1 || pairs.length > MAX_PAIRS) {
      const message = `Between 1 and ${MAX_PAIRS} pairs must be given.`;
      return reportError(context, action, NO_PAIR, new InputError([{ path: ['input', 'members'], message }]), []);
    }
    const parse = createParse(context.glance);
    const parsed = pairs.map((pair, index) => parsePair(pair, index, parse));
    try {
      const sent = parsed.flatMap((pair) => (pair instanceof InputError ? [] : [pair.value]));
      const outcomes = (await call(sent, context.glance, info)).values();
      let succeeded = 0;
      const results = pairs.map((pair, index): ItemModel<Success> => {
        const refused = parsed[index];
        const outcome = refused instanceof InputError ? toOutcome(refused) : (outcomes.next().value ?? NO_OUTCOME);
        if (!(outcome.result instanceof Error)) succeeded += 1;
        const asked = outcome.memberId === undefined ? pair : { ...pair, memberId: outcome.memberId };
        const { imageId, memberId = null, memberName = null } = asked;
        return { imageId, memberId, memberName, result: settle(context, action, asked, outcome) };
      });
      return toPayload({ results, succeeded, failedCount: results.length - succeeded });
    } finally {
      context.loaders.forget();
    }
  };
}

/** Stands in the audit log for a call whose list of pairs is refused as a whole. */
const NO_PAIR: Asked = { imageId: '' };

const toOutcome = (result: Error): PairOutcome<never> => ({ result, requestIds: [] });

/** Takes the place of an outcome that is missing because of a bug. */
const NO_OUTCOME = toOutcome(new Error('a pair without a result'));

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
