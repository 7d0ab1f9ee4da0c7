import type { GraphQLFormattedError } from 'graphql';
import { createExcess, formatLimitError } from './limitError.ts';
import type { BudgetLimits, OperationBudget } from './operationBudget.ts';
import { isLargerThan } from './responseSize.ts';

/** The body of a response that Apollo is about to send. */
interface OperationResponse {
  data?: Readonly<Record<string, unknown>> | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

/**
 * Limits a response. The response to a query over its budget, or with too much text or too many errors, is refused as a
 * whole, because null without an error would mean that something does not exist. The data of a mutation is kept,
 * because it tells what was done: only errors are left out, and the last error says so.
 */
export function limitResponse(response: OperationResponse, budget: OperationBudget, limits: BudgetLimits): void {
  const { data, errors } = response;
  if (data === undefined) return keepLimitError(response);
  const tooManyErrors = errors !== undefined && errors.length > limits.limitErrors;
  if (budget.isMutation) {
    if (tooManyErrors) {
      response.errors = [
        ...errors.slice(0, limits.limitErrors - 1),
        formatLimitError(createExcess('errors', limits.limitErrors)),
      ];
    }
    return;
  }
  const excess = budget.excess ?? findExcess(data, tooManyErrors, limits);
  if (!excess) return;
  response.data = null;
  response.errors = [...toFirstOfEachCode(errors ?? []), formatLimitError(excess)];
}

function findExcess(data: OperationResponse['data'], tooManyErrors: boolean, limits: BudgetLimits) {
  if (tooManyErrors) return createExcess('errors', limits.limitErrors);
  if (!isLargerThan(data, limits.limitResponseBytes)) return null;
  return createExcess('responseBytes', limits.limitResponseBytes);
}

/** The first error of each code, so that a client still learns of a refused token or an outage. */
function toFirstOfEachCode(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const firsts = new Map<unknown, GraphQLFormattedError>();
  for (const error of errors) {
    const code = error.extensions?.['code'];
    if (!firsts.has(code)) firsts.set(code, error);
  }
  return [...firsts.values()];
}

/** Keeps only the error of the limit for an operation that is refused before it is executed. */
function keepLimitError(response: OperationResponse): void {
  const excess = response.errors?.find(({ extensions }) => extensions?.['code'] === 'OPERATION_TOO_COMPLEX');
  if (excess) response.errors = [excess];
}
