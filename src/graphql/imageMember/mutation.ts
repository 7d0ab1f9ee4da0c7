import type { GraphQLResolveInfo } from 'graphql';
import type { GraphQLContext } from '../server/context.ts';
import type { ImageServiceErrorModel, MutationAction } from '../error/mutationError.ts';
import { reportError, reportSuccess, type Asked, type Changed } from './report.ts';

type Glance = GraphQLContext['glance'];

/**
 * Creates the resolver of a mutation of one membership or image. It parses the input, calls the image service, turns an
 * error of both into an error of the field's result union, and writes a line to the audit log. Afterwards the loaders
 * forget what the operation has read before.
 * @param parse throws InputError with the path of each bad value
 * @param call adds the request IDs of its calls to `requestIds`
 */
export function mutation<Input extends Asked, Parsed, Success extends Changed>(
  action: MutationAction,
  parse: (input: Input, path: readonly string[], glance: Glance) => Parsed,
  call: (parsed: Parsed, glance: Glance, requestIds: string[], info: GraphQLResolveInfo) => Promise<Success>,
): (
  parent: unknown,
  args: { input: Input },
  context: GraphQLContext,
  info: GraphQLResolveInfo,
) => Promise<Success | ImageServiceErrorModel> {
  return async (_parent, { input }, context, info) => {
    const { glance } = context;
    const requestIds: string[] = [];
    let success: Success;
    try {
      success = await call(parse(input, ['input'], glance), glance, requestIds, info);
    } catch (error) {
      return reportError(context, action, input, error, requestIds);
    } finally {
      context.loaders.forget();
    }
    reportSuccess(context, action, input, success, requestIds);
    return success;
  };
}
