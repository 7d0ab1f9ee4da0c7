import { request as send } from 'undici';
import { reset } from './brokenSteps.ts';
import { startUpstream, type UpstreamRequest } from './scriptedUpstream.ts';

export interface RecordedAnswer {
  readonly status: number;
  readonly body: string;
}

/** @param forward asks the image service behind, for this call or another URL */
export type Intercept = (
  call: UpstreamRequest,
  forward: (url?: string) => Promise<RecordedAnswer>,
) => Promise<RecordedAnswer | 'reset'>;

export interface Recorder {
  readonly url: string;
  /** Every request that reached the image service, in order. */
  readonly calls: readonly UpstreamRequest[];
  /** How many calls were under way at the same time, at most. */
  readonly mostAtOnce: number;
}

/** Stands between the gateway and an image service, counts, and changes responses where `intercept` says so. */
export async function startRecorder(
  endpoint: string,
  intercept: Intercept = (_call, forward) => forward(),
): Promise<Recorder> {
  const upstream = await startUpstream(async (call) => {
    const answer = await intercept(call, (url = call.url) => forwardCall(endpoint, { ...call, url }));
    return answer === 'reset' ? reset : { ...answer, headers: { 'content-type': 'application/json' } };
  });
  return {
    url: upstream.url,
    calls: upstream.requests,
    get mostAtOnce() {
      return upstream.mostAtOnce;
    },
  };
}

async function forwardCall(endpoint: string, { method, url, token, body }: UpstreamRequest): Promise<RecordedAnswer> {
  const answer = await send(endpoint + url, {
    method: method === 'POST' || method === 'PUT' || method === 'DELETE' ? method : 'GET',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-auth-token': token },
    body: body === '' ? null : body,
  });
  return { status: answer.statusCode, body: await answer.body.text() };
}

/** Something to wait for until it is opened. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
