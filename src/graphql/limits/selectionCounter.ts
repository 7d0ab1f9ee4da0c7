import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The counts of a selection, with fragments expanded. */
export interface Totals {
  /** Fields of the selection itself that have no cost. */
  freeRootFields: number;
  fields: number;
  introspectionFields: number;
  aliases: number;
  directives: number;
  depth: number;
}

/** Counts the fields of all operations, with fragments expanded. No fragment may contain itself. */
export function countFields({ definitions }: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const counter = new SelectionCounter(fragments, () => false);
  let fields = 0;
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) fields += counter.countOperation(definition).fields;
  }
  return fields;
}

/** Counts without the schema, so that a document can be counted before it is validated. */
export class SelectionCounter {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #isFree: (rootField: string) => boolean;
  /**
   * Counts by fragment. Null while a fragment is being counted: a second visit means that the fragment contains itself.
   */
  readonly #counted = new Map<string, Totals | null>();
  readonly #spread = new Set<string>();
  isRecursive = false;

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>, isFree: (rootField: string) => boolean) {
    this.#fragments = fragments;
    this.#isFree = isFree;
  }

  /** Whether a selection that was counted before spreads the fragment. */
  isSpread(name: string): boolean {
    return this.#spread.has(name);
  }

  countOperation({ selectionSet, directives, variableDefinitions }: OperationDefinitionNode): Totals {
    const totals = this.countSelection(selectionSet);
    totals.directives += directives?.length ?? 0;
    for (const variable of variableDefinitions ?? []) totals.directives += variable.directives?.length ?? 0;
    return totals;
  }

  countFragment({ name, selectionSet, directives }: FragmentDefinitionNode): Totals {
    const known = this.#counted.get(name.value);
    if (known) return known;
    if (known === null) {
      this.isRecursive = true;
      return createTotals();
    }
    this.#counted.set(name.value, null);
    const totals = this.countSelection(selectionSet);
    totals.directives += directives?.length ?? 0;
    this.#counted.set(name.value, totals);
    return totals;
  }

  countSelection({ selections }: SelectionSetNode): Totals {
    const totals = createTotals();
    for (const selection of selections) {
      totals.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        this.#addField(totals, selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        addLevel(totals, this.countSelection(selection.selectionSet));
      } else {
        this.#spread.add(selection.name.value);
        const fragment = this.#fragments.get(selection.name.value);
        if (fragment) addLevel(totals, this.countFragment(fragment));
      }
    }
    return totals;
  }

  #addField(totals: Totals, { name, alias, selectionSet }: FieldNode): void {
    const below = selectionSet ? this.countSelection(selectionSet) : createTotals();
    if (this.#isFree(name.value)) totals.freeRootFields += 1;
    totals.aliases += below.aliases + (alias ? 1 : 0);
    totals.directives += below.directives;
    if (name.value === '__schema' || name.value === '__type') {
      totals.introspectionFields += 1 + below.fields;
      return;
    }
    totals.fields += 1 + below.fields;
    totals.introspectionFields += below.introspectionFields;
    totals.depth = Math.max(totals.depth, 1 + below.depth);
  }
}

function createTotals(): Totals {
  return { freeRootFields: 0, fields: 0, introspectionFields: 0, aliases: 0, directives: 0, depth: 0 };
}

/** Adds the counts of a fragment, whose fields are at the same level. */
function addLevel(totals: Totals, more: Totals): void {
  totals.freeRootFields += more.freeRootFields;
  totals.fields += more.fields;
  totals.introspectionFields += more.introspectionFields;
  totals.aliases += more.aliases;
  totals.directives += more.directives;
  totals.depth = Math.max(totals.depth, more.depth);
}
