import type { GraphQLFormattedError } from 'graphql';
import { createExcess, toAnswer } from './limitError.ts';
import type { BudgetLimits, OperationBudget } from './operationBudget.ts';
import { isLargerThan } from './responseSize.ts';

/** What Apollo is about to send. */
interface OperationAnswer {
  data?: Readonly<Record<string, unknown>> | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

/**
 * Bounds an answer. A query that is over its budget, or has too much text or too many errors, is refused as a whole: an
 * answer that lacks some of its errors would say that things do not exist. Of a mutation only errors are left out, and
 * the last one says so, since its data tells what was done.
 */
export function limitAnswer(answer: OperationAnswer, budget: OperationBudget, limits: BudgetLimits): void {
  const { data, errors } = answer;
  if (data === undefined) return keepExcess(answer);
  const tooManyErrors = errors !== undefined && errors.length > limits.limitErrors;
  if (budget.isMutation) {
    if (tooManyErrors) {
      answer.errors = [
        ...errors.slice(0, limits.limitErrors - 1),
        toAnswer(createExcess('errors', limits.limitErrors)),
      ];
    }
    return;
  }
  const excess = budget.excess ?? findExcess(data, tooManyErrors, limits);
  if (!excess) return;
  answer.data = null;
  answer.errors = [...toFirstOfEachCode(errors ?? []), toAnswer(excess)];
}

function findExcess(data: OperationAnswer['data'], tooManyErrors: boolean, limits: BudgetLimits) {
  if (tooManyErrors) return createExcess('errors', limits.limitErrors);
  if (!isLargerThan(data, limits.limitResponseBytes)) return null;
  return createExcess('responseBytes', limits.limitResponseBytes);
}

/** A client has to learn of a refused token or of an outage, however many fields it failed. */
function toFirstOfEachCode(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const firsts = new Map<unknown, GraphQLFormattedError>();
  for (const error of errors) {
    const code = error.extensions?.['code'];
    if (!firsts.has(code)) firsts.set(code, error);
  }
  return [...firsts.values()];
}

/** What else is wrong with an operation that is refused before it is run is not worth an answer. */
function keepExcess(answer: OperationAnswer): void {
  const excess = answer.errors?.find(({ extensions }) => extensions?.['code'] === 'OPERATION_TOO_COMPLEX');
  if (excess) answer.errors = [excess];
}
