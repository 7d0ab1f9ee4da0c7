import { BREAK, Kind, visit, type DocumentNode } from 'graphql';
import type { InputLimits } from './inputLimits.ts';
import { createExcess, type LimitError } from './limitError.ts';

/** Checks the sizes of a document's literals and the lengths of its names. */
export function findLiteralExcess(document: DocumentNode, limits: InputLimits): LimitError | null {
  const { limitListItems, limitTextLength, limitNameLength, limitInputDepth } = limits;
  let depth = 0;
  let found: LimitError | null = null;
  visit(document, {
    enter(node) {
      switch (node.kind) {
        case Kind.LIST:
        case Kind.OBJECT:
          depth += 1;
          if (depth > limitInputDepth) found = createExcess('inputDepth', limitInputDepth);
          else if (node.kind === Kind.LIST && node.values.length > limitListItems) {
            found = createExcess('listItems', limitListItems);
          }
          break;
        case Kind.NAME:
        case Kind.ENUM:
          if (node.value.length > limitNameLength) found = createExcess('nameLength', limitNameLength);
          break;
        case Kind.STRING:
        case Kind.INT:
        case Kind.FLOAT:
          if (node.value.length > limitTextLength) found = createExcess('textLength', limitTextLength);
          break;
      }
      return found ? BREAK : undefined;
    },
    leave(node) {
      if (node.kind === Kind.LIST || node.kind === Kind.OBJECT) depth -= 1;
    },
  });
  return found;
}
