import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { cutMessage } from '../engine/executionError.ts';
import { isBug } from './bugs.ts';
import { toTopLevelError } from './topLevelError.ts';

/** A top-level error as a client sees it. Of a bug the client learns nothing but that there was one. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const known = toTopLevelError(unwrapResolverError(error));
  if (known) return { ...formatted, ...known };
  const code = formatted.extensions?.['code'];
  if (isBug(error) || code === 'INTERNAL_SERVER_ERROR') {
    return { ...formatted, message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
  // Apollo's message names Apollo.
  const isIntrospection = formatted.extensions?.['validationErrorCode'] === 'INTROSPECTION_DISABLED';
  return { ...formatted, message: isIntrospection ? 'Introspection is switched off.' : cutMessage(formatted.message) };
}
