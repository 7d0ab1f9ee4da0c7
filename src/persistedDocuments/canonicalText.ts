import {
  Kind,
  print,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type SelectionNode,
  type VariableDefinitionNode,
} from 'graphql';

/**
 * One text for all documents that ask for the same, whatever the order of what has none: graphql-codegen sorts what it
 * writes into a manifest, so that a client's own text differs from it. The fields of a mutation run in their order.
 */
export function toCanonicalText(document: DocumentNode): string {
  const { definitions } = visit(document, {
    SelectionSet: {
      leave: (node, _key, parent) => {
        const isSerial = parent !== undefined && 'operation' in parent && parent.operation === 'mutation';
        return isSerial ? undefined : { ...node, selections: sortBy(node.selections, toSelectionKey) };
      },
    },
    Field: { leave: (node) => ({ ...node, arguments: sortBy(node.arguments ?? [], toArgumentKey) }) },
    OperationDefinition: {
      leave: (node) => ({ ...node, variableDefinitions: sortBy(node.variableDefinitions ?? [], toVariableKey) }),
    },
  });
  return definitions.map(print).sort().join('\n');
}

/** By what stands at its beginning only: a key of all that is below would be made again at every level. */
function toSelectionKey(selection: SelectionNode): string {
  if (selection.kind === Kind.FIELD) return `0${selection.name.value} ${selection.alias?.value ?? ''}`;
  if (selection.kind === Kind.FRAGMENT_SPREAD) return `1${selection.name.value}`;
  return `2${selection.typeCondition?.name.value ?? ''}`;
}

function toArgumentKey({ name }: ArgumentNode): string {
  return name.value;
}

function toVariableKey({ variable }: VariableDefinitionNode): string {
  return variable.name.value;
}

function sortBy<T>(nodes: readonly T[], toKey: (node: T) => string): readonly T[] {
  return nodes.toSorted((a, b) => (toKey(a) < toKey(b) ? -1 : toKey(a) > toKey(b) ? 1 : 0));
}
