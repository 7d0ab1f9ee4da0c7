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

/** A document for the compiler, and a function for the values of its variables. */
export interface CompilableDocument {
  /** The client's document with every argument replaced by a variable. */
  readonly document: DocumentNode;
  /**
   * Turns the client's variables into the variables of `document`.
   * @returns null for input that graphql-js refuses
   */
  readonly toValues: (variables: Values) => Values | null;
}

/** A scalar of the federation library that accepts any value and does not change it. */
const ANY = '_Any';

/**
 * Replaces every argument of a document by a variable of the type `_Any`. The gateway coerces the values as graphql-js
 * does, and compiled code gets the results. So no value of a client becomes a part of the compiled code, where
 * graphql-jit would run some values as JavaScript.
 *
 * @returns null for a document for which compiled code and graphql-js can have different results: graphql-jit merges a
 * selection under a condition with one without, and an alias `__proto__` sets the prototype of the object
 */
export function toCompilableDocument(schema: GraphQLSchema, document: DocumentNode): CompilableDocument | null {
  const [operation, ...others] = document.definitions.filter(isOperation);
  if (!operation || others.length > 0 || !hasText(document)) return null;
  const typeInfo = new TypeInfo(schema);
  const args: CompilerArgument[] = [];
  let isSafe = true;

  function rewriteField(node: FieldNode): FieldNode {
    const definition = typeInfo.getFieldDef();
    if (!definition || node.alias?.value === '__proto__' || isIntrospection(node)) isSafe = false;
    // Copy the field, because the compiler writes marks into the fields that it reads.
    if (!definition || definition.args.length === 0) return { ...node };
    // On an interface the defaults are not known, because each object type can have its own.
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
      Field: { leave: rewriteField },
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
