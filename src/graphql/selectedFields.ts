import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { SelectionCounter } from './selectionCounter.ts';

export type SelectedField = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** What a list of tags counts as: resolvers of its own for such lists would cost more than their items. */
const FIELDS_OF_TEXT_LIST = 20;

/** Lives as long as the document. */
const known = new WeakMap<FieldNode, number>();

/**
 * How many fields an operation selects below a field, with fragments written out, where a list of tags counts as 20.
 * Counted once for a document.
 */
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
  const counter = new SelectionCounter(new Map(Object.entries(fragments)), () => false);
  const { fields, textLists } = counter.count(selectionSet);
  return fields + textLists * (FIELDS_OF_TEXT_LIST - 1);
}
