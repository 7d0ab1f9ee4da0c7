import {
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableNode,
} from 'graphql';
import { hasText } from './documentText.ts';
import { createValues, type CompilerArgument, type Values } from './compilableValues.ts';

/** A document for the compiler, and what its variables stand for. */
export interface CompilableDocument {
  /** The same selections as the client's. Each argument is a variable of its own. */
  readonly document: DocumentNode;
  /**
   * The compiler's variables for the client's.
   * @returns null for input that graphql-js refuses
   */
  readonly toValues: (variables: Values) => Values | null;
}

/** The federation library's scalar: it takes any value as it is. */
const ANY = '_Any';

/**
 * Rewrites a document so that the compiler has nothing to decide but which resolvers to call: arguments and variables are
 * coerced as graphql-js does, and the compiler gets them as variables of a scalar that leaves them alone. Because of that
 * no value that a client wrote becomes part of the compiled code, where graphql-jit would run some of them as JavaScript.
 *
 * @returns null for a document that compiled code may answer in another way than graphql-js: graphql-jit merges a
 * selection that is under a condition with one that is not, and takes an alias `__proto__` for the object's prototype
 */
export function toCompilableDocument(schema: GraphQLSchema, document: DocumentNode): CompilableDocument | null {
  const [operation, ...others] = document.definitions.filter(isOperation);
  if (!operation || others.length > 0 || !hasText(document)) return null;
  const typeInfo = new TypeInfo(schema);
  const args: CompilerArgument[] = [];
  let isSafe = true;

  function toField(node: FieldNode): FieldNode {
    const definition = typeInfo.getFieldDef();
    if (!definition || node.alias?.value === '__proto__' || isIntrospection(node)) isSafe = false;
    // The compiler marks the fields that it reads, so it gets copies.
    if (!definition || definition.args.length === 0) return { ...node };
    // A field of an object may have defaults that the same field of its interface has not.
    if (!isObjectType(typeInfo.getParentType())) isSafe = false;
    const written = definition.args.map((argument) => {
      const name = `v${args.length}`;
      const value = node.arguments?.find((one) => one.name.value === argument.name)?.value ?? null;
      args.push({ name, definition: argument, value });
      return toArgument(argument.name, name);
    });
    return { ...node, arguments: written };
  }

  const { definitions } = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Directive: () => {
        isSafe = false;
      },
      Field: { leave: toField },
    }),
  );
  const toValues = isSafe ? createValues(schema, operation.variableDefinitions ?? [], args) : null;
  if (!toValues) return null;
  const rewritten = definitions.map((one) => (isOperation(one) ? withVariables(one, args) : one));
  return { document: { ...document, definitions: rewritten }, toValues };
}

function isOperation(definition: DocumentNode['definitions'][number]): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION;
}

function isIntrospection({ name: { value } }: FieldNode): boolean {
  return value === '__schema' || value === '__type';
}

function toArgument(name: string, variable: string): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value: toVariable(variable) };
}

function toVariable(name: string): VariableNode {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
}

function withVariables(operation: OperationDefinitionNode, args: readonly CompilerArgument[]): OperationDefinitionNode {
  return {
    ...operation,
    variableDefinitions: args.map(({ name }) => ({
      kind: Kind.VARIABLE_DEFINITION,
      variable: toVariable(name),
      type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: ANY } },
    })),
  };
}
