import {
  Kind,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

interface Field {
  count: number;
  readonly below: Level;
}

/** The fields of one place in the response, by response name. */
type Level = Map<string, Field>;

/**
 * Counts the pairs of fields with the same response name at the same place. GraphQL's rule "fields can be merged"
 * compares each pair in about a microsecond, so a field that stands 500 times takes longer than 500 different fields.
 * @param fragments no fragment contains itself
 * @returns the number of pairs, or any number above `limit`
 */
export function countFieldPairs(
  definitions: readonly (OperationDefinitionNode | FragmentDefinitionNode)[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  limit: number,
): number {
  let pairs = 0;
  const add = (selections: readonly SelectionNode[], level: Level): void => {
    for (const selection of selections) {
      if (pairs > limit) return;
      if (selection.kind === Kind.FIELD) {
        addField(selection.alias?.value ?? selection.name.value, selection.selectionSet, level);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        add(selection.selectionSet.selections, level);
      } else {
        add(fragments.get(selection.name.value)?.selectionSet.selections ?? [], level);
      }
    }
  };
  const addField = (name: string, selectionSet: SelectionSetNode | undefined, level: Level): void => {
    let field = level.get(name);
    if (!field) {
      field = { count: 0, below: new Map() };
      level.set(name, field);
    }
    pairs += field.count;
    field.count += 1;
    if (selectionSet) add(selectionSet.selections, field.below);
  };
  for (const { selectionSet } of definitions) add(selectionSet.selections, new Map());
  return pairs;
}
