import {
  GraphQLError,
  isLeafType,
  Kind,
  print,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { createExcess, type LimitError } from './limitError.ts';

/** The limits of arguments, in literals and in variables. */
export interface InputLimits {
  /** Items of one list. */
  readonly limitListItems: number;
  /** Characters of one text or number. */
  readonly limitTextLength: number;
  /** Characters of one name, such as an alias or a field of an input object. */
  readonly limitNameLength: number;
  /** Nested lists and objects. */
  readonly limitInputDepth: number;
  /** Values of all variables together, with the values in lists and objects. */
  readonly limitInputValues: number;
}

/**
 * Checks the sizes of the variables that the operation declares, before graphql-js makes an object or an error for each
 * of their values. Stops at the first limit that is exceeded. Ignores variables that the operation does not declare.
 * @param variables the variables of the request, whose types have not been checked
 * @throws GraphQLError `BAD_USER_INPUT` for a large list or object in the place of a single value, because the error of
 * graphql-js would quote the whole value
 */
export function findInputExcess(
  schema: GraphQLSchema,
  { variableDefinitions }: OperationDefinitionNode,
  variables: unknown,
  limits: InputLimits,
): LimitError | null {
  if (!variableDefinitions || typeof variables !== 'object' || variables === null) return null;
  const counter = new InputCounter(limits);
  for (const { variable, type } of variableDefinitions) {
    const name = variable.name.value;
    if (!Object.hasOwn(variables, name)) continue;
    const value = (variables as Readonly<Record<string, unknown>>)[name];
    const excess = counter.add(value, 0);
    if (excess && typeof value === 'object' && isOneValue(schema, type)) throw toInputError(name, type);
    if (excess) return excess;
  }
  return null;
}

function toInputError(name: string, type: TypeNode): GraphQLError {
  return new GraphQLError(`Variable "$${name}" must be a single value of type "${print(type)}".`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}

/** Whether a variable of this type has a single value: no list, no input object, and no `_Any`, which takes objects. */
function isOneValue(schema: GraphQLSchema, type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isOneValue(schema, type.type);
  if (type.kind === Kind.LIST_TYPE || type.name.value === '_Any') return false;
  return isLeafType(schema.getType(type.name.value));
}

class InputCounter {
  readonly #limits: InputLimits;
  #values = 0;

  constructor(limits: InputLimits) {
    this.#limits = limits;
  }

  add(value: unknown, depth: number): LimitError | null {
    const { limitTextLength, limitNameLength, limitInputValues, limitListItems, limitInputDepth } = this.#limits;
    this.#values += 1;
    if (this.#values > limitInputValues) return createExcess('inputValues', limitInputValues);
    if (typeof value === 'string') {
      return value.length > limitTextLength ? createExcess('textLength', limitTextLength) : null;
    }
    if (typeof value !== 'object' || value === null) return null;
    if (depth === limitInputDepth) return createExcess('inputDepth', limitInputDepth);
    if (Array.isArray(value)) {
      if (value.length > limitListItems) return createExcess('listItems', limitListItems);
      for (const item of value) {
        const excess = this.add(item, depth + 1);
        if (excess) return excess;
      }
      return null;
    }
    for (const [key, item] of Object.entries(value)) {
      if (key.length > limitNameLength) return createExcess('nameLength', limitNameLength);
      const excess = this.add(item, depth + 1);
      if (excess) return excess;
    }
    return null;
  }
}
