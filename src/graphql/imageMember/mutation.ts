import type { GraphQLContext } from '../server/context.ts';
import { toMutationError, type ImageServiceErrorModel, type MemberAction } from '../error/mutationError.ts';
import type { MemberKey } from '../../glance/glance.ts';

/**
 * A mutation of one membership, as the field's resolver: parses its input, calls the image service, and turns what either
 * of them throws into a member of the field's union. What the operation has read before is read again afterwards.
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
      return toMutationError(action, input, error, record);
    } finally {
      loaders.forget();
    }
  };
}
