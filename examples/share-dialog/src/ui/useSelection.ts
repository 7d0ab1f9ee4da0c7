import { useState } from 'react';

interface Selection<Item> {
  /** The selected ones of the items that are on the screen, in their order. */
  readonly selected: readonly Item[];
  has(item: Item): boolean;
  select(items: readonly Item[], isSelected: boolean): void;
}

/** Which items of a list are selected. Items that leave the list, by a filter too, are not selected any more. */
export function useSelection<Item extends { readonly id: string }>(items: readonly Item[]): Selection<Item> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    selected: items.filter(({ id }) => ids.has(id)),
    has: ({ id }) => ids.has(id),
    select(changed, isSelected) {
      const shown = new Set(items.filter(({ id }) => ids.has(id)).map(({ id }) => id));
      for (const { id } of changed) {
        if (isSelected) shown.add(id);
        else shown.delete(id);
      }
      setIds(shown);
    },
  };
}
