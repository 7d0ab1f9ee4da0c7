import {
  coerceInputValue,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  valueFromAST,
  visit,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';

/** Values of variables, or of arguments. */
export type Values = Readonly<Record<string, unknown>>;

/** An argument of one field, and the name of its variable in the compiler's document. */
export interface CompilerArgument {
  readonly name: string;
  readonly definition: GraphQLArgument;
  /** Null where the client's document does not have the argument. */
  readonly value: ValueNode | null;
}

/**
 * Creates a function that computes the compiler's variables from the client's variables, by the rules of graphql-js in
 * its getVariableValues and getArgumentValues. Values that are the same for every request are computed once.
 * @returns null for a document whose types or constants graphql-js refuses. The function returns null where graphql-js
 * refuses a variable or an argument.
 */
export function createValues(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  args: readonly CompilerArgument[],
): ((variables: Values) => Values | null) | null {
  const variables: Variable[] = [];
  for (const definition of definitions) {
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) return null;
    const { defaultValue } = definition;
    const fallback: unknown = defaultValue && valueFromAST(defaultValue, type);
    variables.push({ name: definition.variable.name.value, type, fallback });
  }
  const constants: Record<string, unknown> = {};
  const computed: ComputedArgument[] = [];
  for (const { name, definition, value } of args) {
    const { type, defaultValue } = definition;
    if (value === null) {
      if (defaultValue !== undefined) constants[name] = defaultValue;
    } else if (holdsVariable(value)) {
      computed.push({ name, type, fallback: defaultValue, value });
    } else {
      const constant: unknown = valueFromAST(value, type);
      if (constant === undefined) return null;
      constants[name] = constant;
    }
  }
  return (given) => {
    const coerced = coerceVariables(variables, given);
    return coerced && computeArguments(computed, coerced, constants);
  };
}

interface Variable {
  readonly name: string;
  readonly type: GraphQLInputType;
  /** The default value; undefined where there is none. */
  readonly fallback: unknown;
}

interface ComputedArgument extends Variable {
  readonly value: ValueNode;
}

class RefusedError extends Error {
  override readonly name = 'RefusedError' as const;
}

const REFUSED = new RefusedError();

function refuse(): never {
  throw REFUSED;
}

function coerceVariables(variables: readonly Variable[], given: Values): Values | null {
  const coerced: Record<string, unknown> = {};
  for (const { name, type, fallback } of variables) {
    if (Object.hasOwn(given, name)) {
      try {
        coerced[name] = coerceInputValue(given[name], type, refuse, true);
      } catch (error) {
        if (error === REFUSED) return null;
        throw error;
      }
    } else if (fallback !== undefined) {
      coerced[name] = fallback;
    } else if (isNonNullType(type)) {
      return null;
    }
  }
  return coerced;
}

function computeArguments(args: readonly ComputedArgument[], variables: Values, constants: Values): Values | null {
  const values: Record<string, unknown> = { ...constants };
  for (const { name, type, fallback, value } of args) {
    if (value.kind === Kind.VARIABLE && !Object.hasOwn(variables, value.name.value)) {
      if (fallback !== undefined) values[name] = fallback;
      else if (isNonNullType(type)) return null;
    } else {
      const found: unknown = valueFromAST(value, type, variables);
      if (found === undefined) return null;
      values[name] = found;
    }
  }
  return values;
}

function holdsVariable(value: ValueNode): boolean {
  let holds = false;
  visit(value, {
    Variable: () => {
      holds = true;
    },
  });
  return holds;
}
