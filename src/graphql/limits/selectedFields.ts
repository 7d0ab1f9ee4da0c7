import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionNode,
} from 'graphql';
import { SelectionCounter } from './selectionCounter.ts';

export type SelectedField = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** The counts, which are kept as long as the document. */
const known = new WeakMap<FieldNode, number>();

/** How many fields an operation selects below a field, with fragments expanded. Counted once for a document. */
export function countFieldsBelow({ fieldNodes, fragments }: SelectedField): number {
  let count = 0;
  for (const node of fieldNodes) {
    let own = known.get(node);
    if (own === undefined) {
      own = countBelow(node, fragments);
      known.set(node, own);
    }
    count += own;
  }
  return count;
}

function countBelow({ selectionSet }: FieldNode, fragments: SelectedField['fragments']): number {
  if (!selectionSet) return 0;
  return new SelectionCounter(new Map(Object.entries(fragments)), () => false).countSelection(selectionSet).fields;
}

/** Whether an operation selects a field of this name directly below a field, in a fragment or not. */
export function selectsField(
  { fieldNodes, fragments, variableValues }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'variableValues'>,
  name: string,
): boolean {
  const selects = (node: SelectionNode): boolean => {
    if (node.kind === Kind.FIELD && node.name.value !== name) return false;
    if (!isIncluded(node, variableValues)) return false;
    if (node.kind === Kind.FIELD) return true;
    const selectionSet =
      node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value]?.selectionSet : node.selectionSet;
    return selectionSet?.selections.some(selects) ?? false;
  };
  return fieldNodes.some(({ selectionSet }) => selectionSet?.selections.some(selects) ?? false);
}

function isIncluded(node: SelectionNode, variables: GraphQLResolveInfo['variableValues']): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  );
}
