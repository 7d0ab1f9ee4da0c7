import type { OperationDefinitionNode } from 'graphql';

const MAX_NAME_LENGTH = 100;

/**
 * What the log and the metrics say about one operation, filled in as it goes. Of what the client sent only the
 * operation's name is in it.
 */
export interface OperationRecord {
  /** Null where no operation was found; cut off after 100 characters. */
  name: string | null;
  type: OperationDefinitionNode['operation'] | null;
  /** The only root field, as the schema names it; `several` where there are more. */
  field: string | null;
  /** Code of every error, of top-level ones and of those in a mutation's result. */
  readonly codes: string[];
}

export function createOperationRecord(): OperationRecord {
  return { name: null, type: null, field: null, codes: [] };
}

/** @param operation is valid, so that its root fields are the schema's */
export function recordOperation(record: OperationRecord, operation: OperationDefinitionNode): void {
  const [only, ...others] = operation.selectionSet.selections;
  record.name = operation.name?.value.slice(0, MAX_NAME_LENGTH) ?? null;
  record.type = operation.operation;
  record.field = only?.kind === 'Field' && others.length === 0 ? only.name.value : 'several';
}
