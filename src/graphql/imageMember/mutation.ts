import type { GraphQLResolveInfo } from 'graphql';
import type { GraphQLContext } from '../server/context.ts';
import {
  reportMutationError,
  type ImageServiceErrorModel,
  type MutationAction,
  type MutationInput,
} from '../error/mutationError.ts';

/**
 * Creates the resolver of a mutation of one membership or image. It parses the input, calls the image service, and turns
 * an error of both into an error of the field's result union. Afterwards the loaders forget what the operation has read
 * before.
 * @param parse throws InputError with the path of each bad value
 */
export function mutation<Input extends MutationInput, Parsed, Success>(
  action: MutationAction,
  parse: (input: Input, path: readonly string[], glance: GraphQLContext['glance']) => Parsed,
  call: (parsed: Parsed, glance: GraphQLContext['glance'], info: GraphQLResolveInfo) => Promise<Success>,
): (
  parent: unknown,
  args: { input: Input },
  context: GraphQLContext,
  info: GraphQLResolveInfo,
) => Promise<Success | ImageServiceErrorModel> {
  return async (_parent, { input }, { glance, loaders, record }, info) => {
    try {
      return await call(parse(input, ['input'], glance), glance, info);
    } catch (error) {
      return reportMutationError(action, input, error, record);
    } finally {
      loaders.forget();
    }
  };
}
