import type { GraphQLContext } from '../server/context.ts';
import { reportMutationError, type ImageServiceErrorModel, type MemberAction } from '../error/mutationError.ts';
import type { MemberKey } from '../../glance/glance.ts';

/**
 * Creates the resolver of a mutation of one membership. It parses the input, calls the image service, and turns an
 * error of both into an error of the field's result union. Afterwards the loaders forget what the operation has read
 * before.
 * @param parse throws InputError with the path of each bad value
 */
export function mutation<Input extends MemberKey, Parsed, Success>(
  action: MemberAction,
  parse: (input: Input, path: readonly string[]) => Parsed,
  call: (parsed: Parsed, glance: GraphQLContext['glance']) => Promise<Success>,
): (parent: unknown, args: { input: Input }, context: GraphQLContext) => Promise<Success | ImageServiceErrorModel> {
  return async (_parent, { input }, { glance, loaders, record }) => {
    try {
      return await call(parse(input, ['input']), glance);
    } catch (error) {
      return reportMutationError(action, input, error, record);
    } finally {
      loaders.forget();
    }
  };
}
