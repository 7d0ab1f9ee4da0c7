import type { Caller } from '../caller.ts';
import type { GlanceError } from '../errors.ts';
import type { RefusalJudge } from '../keystone/refusedToken.ts';
import type { Refusals } from '../keystone/refusals.ts';
import type { GlanceRequest, GlanceResponse, Transport } from './call.ts';
import { toLongTokenError } from './longToken.ts';
import { toResponseError } from './responseError.ts';

/**
 * Throws the GlanceError for a response whose status does not mean success. A 401 means a refused token when Keystone
 * also refuses the token, or where no Keystone is configured. After a refused token the operation's other requests are
 * not sent.
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
    // A look after a lost write is sent also after a 401, because the 401 may be over in a moment.
    const refused = request.once ? null : refusals.find(caller);
    if (refused) throw refused;
    const response = await next.send(caller, request);
    if (!request.statuses || request.statuses.includes(response.status)) return response;
    const error = toResponseError(response, request.errors);
    if (response.cut && response.status === 404) throw await askWhatIsMissing(caller, request, response.cut, error);
    if (error.kind !== 'unauthorized') throw toLongTokenError(response, caller.token) ?? error;
    const meaning = judge ? await judge(caller, request, error) : error;
    const isProved = judge !== null;
    if (meaning.kind === 'unauthorized' && (isProved || !request.optional)) {
      refusals.remember(caller, meaning, isProved);
    }
    throw meaning;
  }

  /**
   * The error for a 404 whose text was cut off. Only the text tells whether the image or the member is missing, so a
   * GET of the same member is sent. If the GET fails, the error only says that nothing was changed.
   */
  async function askWhatIsMissing(
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
