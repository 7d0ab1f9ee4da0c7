import {
  getArgumentValues,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';

/** Values of variables, or of arguments. */
export type Values = Readonly<Record<string, unknown>>;

/** A document for the compiler, and what its variables stand for. */
export interface CompilableDocument {
  /** The same selections as the client's. Each argument is a variable of its own. */
  readonly document: DocumentNode;
  /**
   * @param variables as graphql-js coerced them
   * @throws GraphQLError where graphql-js refuses an argument
   */
  toValues(variables: Values): Values;
}

interface FieldWithArguments {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  /** Of the compiler's variables, by argument. */
  readonly names: ReadonlyMap<string, string>;
}

/** The federation library's scalar: it takes any value as it is. */
const ANY = '_Any';

/**
 * Rewrites a document so that the compiler has nothing to decide but which resolvers to call: arguments and variables are
 * coerced by graphql-js, and the compiler gets them as variables of a scalar that leaves them alone. Because of that no
 * value that a client wrote becomes part of the compiled code, where graphql-jit would run some of them as JavaScript.
 *
 * @returns null for a document that compiled code may answer in another way than graphql-js: graphql-jit merges a
 * selection that is under a condition with one that is not, and takes an alias `__proto__` for the object's prototype
 */
export function toCompilableDocument(schema: GraphQLSchema, document: DocumentNode): CompilableDocument | null {
  if (document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length !== 1) return null;
  const typeInfo = new TypeInfo(schema);
  const fields: FieldWithArguments[] = [];
  const variables: VariableDefinitionNode[] = [];
  let isSafe = true;

  function toArgument(name: string): ArgumentNode {
    const variable = toVariable(`v${variables.length}`);
    variables.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable,
      type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: ANY } },
    });
    return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value: variable };
  }

  function toField(node: FieldNode): FieldNode {
    const definition = typeInfo.getFieldDef();
    if (!definition || node.alias?.value === '__proto__' || isIntrospection(node)) isSafe = false;
    // The compiler marks the fields that it reads, so it gets copies.
    if (!definition || definition.args.length === 0) return { ...node };
    // An object's field may have defaults that the field of its interface has not.
    if (!isIntrospection(node) && !isObjectType(typeInfo.getParentType())) isSafe = false;
    const names = new Map<string, string>();
    const given = definition.args.map(({ name }) => {
      const argument = toArgument(name);
      if (argument.value.kind === Kind.VARIABLE) names.set(name, argument.value.name.value);
      return argument;
    });
    fields.push({ definition, node, names });
    return { ...node, arguments: given };
  }

  const rewritten = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Directive: () => {
        isSafe = false;
      },
      Field: { leave: toField },
    }),
  );
  if (!isSafe) return null;
  return {
    document: {
      ...rewritten,
      definitions: rewritten.definitions.map((one) =>
        one.kind === Kind.OPERATION_DEFINITION ? { ...one, variableDefinitions: variables } : one,
      ),
    },
    toValues: (given) => toValues(fields, given),
  };
}

function toValues(fields: readonly FieldWithArguments[], variables: Values): Values {
  const values: Record<string, unknown> = {};
  for (const { definition, node, names } of fields) {
    const args = getArgumentValues(definition, node, variables);
    for (const [name, variable] of names) if (Object.hasOwn(args, name)) values[variable] = args[name];
  }
  return values;
}

function isIntrospection({ name: { value } }: FieldNode): boolean {
  return value === '__schema' || value === '__type';
}

function toVariable(value: string): VariableNode {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } };
}
