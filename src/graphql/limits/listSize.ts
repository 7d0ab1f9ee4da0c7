import { Kind, type FieldNode, type OperationDefinitionNode, type ValueNode } from 'graphql';
import type { FieldList } from './limitsCost.ts';

/** The largest page. The resolvers refuse a larger one. */
const MAX_PAGE_SIZE = 100;

/** The size of a list, where a variable tells it. */
export interface VariableSize {
  readonly variable: string;
  /** The fields of input objects from the variable to the size. */
  readonly path: readonly string[];
  readonly kind: FieldList['kind'];
  /** The size where the client does not send the variable. */
  readonly whenMissing: number;
  /** The size where the client sends null. */
  readonly whenNull: number;
}

export type ListSize = number | VariableSize;

/** The size of a field's list, by the arguments of the field. */
export function toListSize(list: FieldList, field: FieldNode, operation: OperationDefinitionNode): ListSize {
  const [name, ...path] = list.sizedBy;
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  return value ? readSize(value, path, list, operation) : list.assumedSize;
}

function readSize(
  value: ValueNode,
  path: readonly string[],
  list: FieldList,
  operation: OperationDefinitionNode,
): ListSize {
  if (value.kind === Kind.NULL) return list.assumedSize;
  if (value.kind === Kind.VARIABLE) {
    const variable = value.name.value;
    const definition = operation.variableDefinitions?.find((found) => found.variable.name.value === variable);
    // A default holds no variables.
    const standard = definition?.defaultValue ? readSize(definition.defaultValue, path, list, operation) : null;
    const whenMissing = typeof standard === 'number' ? standard : list.assumedSize;
    return { variable, path, kind: list.kind, whenMissing, whenNull: list.assumedSize };
  }
  const [name, ...rest] = path;
  if (name !== undefined) {
    const below =
      value.kind === Kind.OBJECT ? value.fields.find((field) => field.name.value === name)?.value : undefined;
    return below ? readSize(below, rest, list, operation) : list.assumedSize;
  }
  // GraphQL reads a single item as a list with that item.
  if (list.kind === 'list') return value.kind === Kind.LIST ? value.values.length : 1;
  return value.kind === Kind.INT ? toPageSize(Number(value.value)) : MAX_PAGE_SIZE;
}

/** @param variables the variables of the request, whose types have not been checked */
export function toActualSize(size: VariableSize, variables: unknown): number {
  let value = readField(variables, size.variable);
  if (value === undefined) return size.whenMissing;
  for (const name of size.path) value = readField(value, name);
  if (value === undefined || value === null) return size.whenNull;
  if (size.kind === 'list') return Array.isArray(value) ? value.length : 1;
  return typeof value === 'number' ? toPageSize(value) : MAX_PAGE_SIZE;
}

function readField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function toPageSize(size: number): number {
  return Math.min(Math.max(size, 1), MAX_PAGE_SIZE);
}
