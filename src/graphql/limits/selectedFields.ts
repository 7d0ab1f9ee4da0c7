import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
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

type Selecting = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'variableValues'>;

/**
 * Whether an operation selects a field below a field, in fragments or not.
 * @param path the names of the fields on the way to the field, and its own name
 */
export function selectsField(info: Selecting, ...path: readonly string[]): boolean {
  return info.fieldNodes.some((node) => selectsBelow(node, path, info));
}

function selectsBelow(
  { selectionSet }: { readonly selectionSet?: SelectionSetNode | undefined },
  path: readonly string[],
  info: Selecting,
): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const selects = (node: SelectionNode): boolean => {
    if (node.kind === Kind.FIELD && node.name.value !== name) return false;
    if (!isIncluded(node, info.variableValues)) return false;
    if (node.kind === Kind.FIELD) return selectsBelow(node, rest, info);
    return selectsBelow(
      node.kind === Kind.INLINE_FRAGMENT ? node : (info.fragments[node.name.value] ?? {}),
      path,
      info,
    );
  };
  return selectionSet?.selections.some(selects) ?? false;
}

function isIncluded(node: SelectionNode, variables: GraphQLResolveInfo['variableValues']): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  );
}
