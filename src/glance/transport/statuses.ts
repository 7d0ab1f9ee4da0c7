import type { Caller } from '../caller.ts';
import type { GlanceError } from '../errors.ts';
import type { RefusalJudge } from '../keystone/refusedToken.ts';
import type { Refusals } from '../keystone/refusals.ts';
import type { GlanceRequest, GlanceResponse, Transport } from './call.ts';
import { toLongTokenError } from './longToken.ts';
import { toResponseError } from './responseError.ts';

/**
 * Turns a response whose status the request does not expect into the GlanceError that the status stands for. A 401 is
 * believed when Keystone agrees, or where there is no Keystone to ask; after a 401 that is believed the requests that
 * the operation has left are not sent.
 * @param judge null where there is no Keystone
 * @param sendAgain sends a further request through the whole pipeline
 */
export function checkStatuses(
  next: Transport,
  refusals: Refusals,
  judge: RefusalJudge | null,
  sendAgain: Transport['send'],
): Transport {
  async function send(caller: Caller, request: GlanceRequest): Promise<GlanceResponse> {
    // A look that follows a lost write is sent also after a 401, which may be over in a moment.
    const refused = request.once ? null : refusals.find(caller);
    if (refused) throw refused;
    const response = await next.send(caller, request);
    if (!request.statuses || request.statuses.includes(response.status)) return response;
    const error = toResponseError(response, request.errors);
    if (response.cut && response.status === 404) throw await toWholeNotFound(caller, request, response.cut, error);
    if (error.kind !== 'unauthorized') throw toLongTokenError(response, caller.token) ?? error;
    const meaning = judge ? await judge(caller, request, error) : error;
    const isProved = judge !== null;
    if (meaning.kind === 'unauthorized' && (isProved || !request.optional)) {
      refusals.remember(caller, meaning, isProved);
    }
    throw meaning;
  }

  /**
   * Only the text of a 404 says whether the image or the member is missing. Where the text was cut off, a GET of the same
   * member tells; otherwise nothing is known but that nothing was changed.
   */
  async function toWholeNotFound(
    caller: Caller,
    { method, path, errors }: GlanceRequest,
    cut: GlanceError,
    error: GlanceError,
  ): Promise<GlanceError> {
    if (method === 'POST' || error.kind === 'memberNotFound') return error;
    const { upstreamStatus, requestId } = error;
    return sendAgain(caller, { method: 'GET', path, statuses: [404] }).then(
      (response) => toResponseError(response, errors).with({ upstreamStatus, requestId }),
      () => cut.with({ outcome: 'notApplied' }),
    );
  }

  return { send, close: () => next.close() };
}
