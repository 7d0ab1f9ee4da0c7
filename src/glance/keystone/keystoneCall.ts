import { CallLimitError } from '../../fairness/callLimit.ts';
import type { Caller } from '../caller.ts';
import { isGlanceError } from '../errors.ts';
import type { GlanceRequest, GlanceResponse, Transport } from '../transport/call.ts';
import { parseErrorBody } from '../transport/wire/errorBody.ts';
import { toOutageError, toUnexpectedResponseError } from './keystoneErrors.ts';

/** Without this header Keystone responds with 404 to the token of an application credential that has access rules. */
export const ACCESS_RULES_HEADER = ['openstack-identity-access-rules', '1.0'];

/**
 * Makes one call to Keystone.
 * @throws GlanceError of kind `unavailable` without a response, and of kind `rateLimited` when the caller has made its
 * calls of the minute
 * @throws CallLimitError
 */
export async function callKeystone(
  transport: Transport,
  caller: Caller,
  { headers = [], ...request }: GlanceRequest,
): Promise<GlanceResponse> {
  try {
    return await transport.send(caller, { ...request, headers: [...ACCESS_RULES_HEADER, ...headers] });
  } catch (cause) {
    if (cause instanceof CallLimitError) throw cause;
    if (isGlanceError(cause, 'rateLimited')) throw cause.with({ message: 'Too many requests in a minute.' });
    throw toOutageError(cause);
  }
}

/**
 * Whether Keystone says that the token is not valid: by 401, or by a 404 in JSON. A 404 of another web server is not
 * JSON.
 */
export function isRefusal({ status, text }: GlanceResponse): boolean {
  return status === 401 || (status === 404 && parseErrorBody(text).isJson);
}

/** @throws GlanceError for a body that `decode` refuses */
export function decodeResponse<T>({ text, requestId }: GlanceResponse, decode: (body: unknown) => T): T {
  try {
    return decode(JSON.parse(text));
  } catch (cause) {
    throw toUnexpectedResponseError(cause, { requestId });
  }
}
