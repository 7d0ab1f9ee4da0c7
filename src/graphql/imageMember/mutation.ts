import type { GraphQLContext } from '../server/context.ts';
import type { ImageServiceErrorModel, MemberAction } from '../error/mutationError.ts';
import { reportError, reportSuccess, type Asked } from './report.ts';

/**
 * Creates the resolver of a mutation of one membership. It parses the input, calls the image service, turns an error of
 * both into an error of the field's result union, and writes a line to the audit log. Afterwards the loaders forget what
 * the operation has read before.
 * @param parse throws InputError with the path of each bad value
 * @param call adds the request IDs of its calls to `requestIds`
 */
export function mutation<Input extends Asked, Parsed, Success>(
  action: MemberAction,
  parse: (input: Input, path: readonly string[]) => Parsed,
  call: (parsed: Parsed, glance: GraphQLContext['glance'], requestIds: string[]) => Promise<Success>,
): (parent: unknown, args: { input: Input }, context: GraphQLContext) => Promise<Success | ImageServiceErrorModel> {
  return async (_parent, { input }, context) => {
    const requestIds: string[] = [];
    let success: Success;
    try {
      success = await call(parse(input, ['input']), context.glance, requestIds);
    } catch (error) {
      return reportError(context, action, input, requestIds, error);
    } finally {
      context.loaders.forget();
    }
    reportSuccess(context, action, input, requestIds);
    return success;
  };
}
