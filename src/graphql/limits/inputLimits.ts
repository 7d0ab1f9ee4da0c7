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

/** The most that a client may give as arguments, in literals and in variables. */
export interface InputLimits {
  /** Items of one list. */
  readonly limitListItems: number;
  /** Characters of one text or number. */
  readonly limitTextLength: number;
  /** Characters of one name in the document, an alias or a field of an input object among them. */
  readonly limitNameLength: number;
  /** Lists and objects within each other. */
  readonly limitInputDepth: number;
  /** Values of all variables together, those within lists and objects included. */
  readonly limitInputValues: number;
}

/**
 * Checks the sizes of the variables that the operation declares, before graphql makes an object or an error for each
 * of their values. Reads no further than the first excess, and ignores what the operation does not declare.
 * @param variables as the client sent them: nothing is known of their types
 * @throws GraphQLError `BAD_USER_INPUT` for a large list or object in the place of a single value, all of which graphql
 * would quote
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

/** `_Any` takes whole objects. */
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
