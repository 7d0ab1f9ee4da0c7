import { CallLimitError } from '../../fairness/callLimit.ts';
import { isGlanceError } from '../errors.ts';

/**
 * For what an operation can do without. @returns null for a failure of a service and for a limit on calls
 * @throws every other error, because that is a bug
 */
export function ignoreFailure(error: unknown): null {
  if (isGlanceError(error) || error instanceof CallLimitError) return null;
  throw error;
}
