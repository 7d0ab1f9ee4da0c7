import type { FieldNode, GraphQLResolveInfo } from 'graphql';
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
