import type { OperationDefinitionNode } from 'graphql';

const MAX_NAME_LENGTH = 100;

/**
 * What the log and the metrics say about one operation, filled while the operation runs. The names of the operation and
 * of the client, and the client's version, are the only texts of the client in the record.
 */
export interface OperationRecord {
  /** Cut off after 100 characters; null where no operation was found or the operation has no name. */
  name: string | null;
  type: OperationDefinitionNode['operation'] | null;
  /** The schema's name of the only root field; `several` for an operation with more root fields. */
  field: string | null;
  /** The codes of all errors, top-level errors and errors in results of mutations. */
  readonly codes: string[];
  /** Shortened, in printable ASCII; null where the client does not send its name. */
  readonly clientName: string | null;
  /** Shortened, in printable ASCII; null where the client does not send its version. */
  readonly clientVersion: string | null;
}

export function createOperationRecord(
  clientName: string | null = null,
  clientVersion: string | null = null,
): OperationRecord {
  return { name: null, type: null, field: null, codes: [], clientName, clientVersion };
}

/** @param operation a valid operation, because its root field becomes a label of metrics */
export function recordOperation(record: OperationRecord, operation: OperationDefinitionNode): void {
  const [only, ...others] = operation.selectionSet.selections;
  record.name = operation.name?.value.slice(0, MAX_NAME_LENGTH) ?? null;
  record.type = operation.operation;
  record.field = only?.kind === 'Field' && others.length === 0 ? only.name.value : 'several';
}
