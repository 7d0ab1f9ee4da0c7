import {
  GraphQLError,
  isUnionType,
  Kind,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { GraphQLContext } from './context.ts';

type Resolve = GraphQLFieldResolver<unknown, GraphQLContext, { representations: readonly unknown[] }>;

/**
 * Has `_entities` answer for each representation by itself. The subgraph library takes a type that it does not know for
 * a bug, gives up the whole list for it, and passes on whatever a key holds; but all of it is the client's input, as an
 * unknown id is.
 */
export function checkRepresentations(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  const resolve: Resolve | undefined = field?.resolve;
  if (!field || !resolve || !isUnionType(union)) return;
  const check = createCheck(union.getTypes());
  const resolveChecked: Resolve = (source, args, context, info) => {
    const { representations } = args;
    context.budget.takeItems(info, representations.length);
    const errors = representations.map(check);
    const find = (representation: unknown, index: number): unknown => {
      const error = errors[index];
      if (error) return error;
      const found: unknown = resolve(source, { representations: [representation] }, context, info);
      return Array.isArray(found) ? found[0] : found;
    };
    const found: unknown = errors.some((error) => error !== null)
      ? representations.map(find)
      : resolve(source, args, context, info);
    // Where an item of a list rejects, graphql-jit puts its null at the end. An item that is an error stays in place.
    return Array.isArray(found)
      ? found.map((item: unknown) => (item instanceof Promise ? item.catch(toItem) : item))
      : found;
  };
  field.resolve = resolveChecked;
}

/** @returns what finds the error of a representation, or null; there is one error object for each kind of mistake */
function createCheck(types: readonly GraphQLObjectType[]): (representation: unknown) => GraphQLError | null {
  const noType = createError('The __typename of a representation must be that of an entity.');
  const keys = new Map<unknown, readonly { name: string; error: GraphQLError }[]>(
    types.map((type) => [
      type.name,
      readKeys(type).map((name) => ({
        name,
        error: createError(`The representation of ${type.name} must have ${name} as a text.`),
      })),
    ]),
  );
  return (representation) => {
    const needed = keys.get(readField(representation, '__typename'));
    if (!needed) return noType;
    return needed.find(({ name }) => typeof readField(representation, name) !== 'string')?.error ?? null;
  };
}

/** Names of the fields in the type's `@key`. Each is an ID. */
function readKeys(type: GraphQLObjectType): readonly string[] {
  const key = type.astNode?.directives?.find(({ name }) => name.value === 'key');
  const fields = key?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value.split(' ') : [];
}

function readField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function toItem(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error', { cause: error });
}

function createError(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', retryable: false } });
}
