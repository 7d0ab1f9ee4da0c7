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
 * One text for all documents that differ only in white space, comments, and the order of definitions, selections,
 * arguments and variables. Graphql-codegen sorts these in a manifest, so a client's text differs from the manifest's
 * text. The root fields of a mutation are not sorted, because they run in their order.
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

/**
 * The key of a selection itself, without the selections below it: a key with those would be made again at every level.
 */
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
