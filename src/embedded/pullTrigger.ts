import type { EmbeddedResponse } from './response.ts';
import { GlanceFault, unauthorized } from './fault.ts';
import type { EmbeddedService, EmbeddedRequest } from './request.ts';
import type { RoutedCall } from './router.ts';
import { findTrigger } from './triggers.ts';
import type { TriggeredResponse } from './triggers.ts';

/**
 * Makes the call fail on demand when its member ID is a trigger.
 * @returns undefined when the member ID is no trigger; otherwise the response, or what happens to the connection
 */
export async function pullTrigger(
  glance: EmbeddedService,
  request: EmbeddedRequest,
  call: RoutedCall,
): Promise<EmbeddedResponse | 'silence' | 'reset' | undefined> {
  const memberId = call.memberId || readMember(request.body);
  const trigger = memberId === undefined ? undefined : findTrigger(request.method, memberId);
  if (trigger === undefined || memberId === undefined) return undefined;
  const { response } = trigger;
  switch (response.kind) {
    case 'fault':
      throw toFault(response, request, call.imageId, memberId);
    case 'proxy': {
      const { status, title, text } = response;
      const body = `<html><body><h1>${status} ${title}</h1>\n${text}\n</body></html>\n`;
      return {
        fromProxy: true,
        status,
        reason: title,
        headers: { 'Cache-Control': 'no-cache', 'Content-Type': 'text/html' },
        body,
      };
    }
    case 'ok':
      return { status: 200, headers: { 'Content-Type': response.contentType }, body: response.body };
    case 'silence':
      return 'silence';
    case 'reset':
      if (response.after === 'write') await call.handle(glance, request);
      return 'reset';
  }
}

function toFault(
  response: Extract<TriggeredResponse, { kind: 'fault' }>,
  { method, origin }: EmbeddedRequest,
  imageId: string,
  memberId: string,
): GlanceFault {
  const { status } = response;
  const verb = { POST: 'create', PUT: 'update' }[method] ?? 'delete';
  const missing =
    method === 'POST'
      ? `Image ${imageId} not found.`
      : `${memberId} not found in the member list of the image ${imageId}.`;
  const limit = 'The limit has been exceeded on the number of allowed image members for this image.';
  const texts: Readonly<Record<number, string>> = {
    400: `Member ${memberId} was refused.`,
    403: `Not allowed to ${verb} members for image ${imageId}.`,
    404: missing,
    409: `Member ${memberId} is duplicated for image ${imageId}`,
    413: `Image member limit exceeded for image ${imageId}: ${limit} Attempted: 129, Maximum: 128:`,
    429: 'Too many requests.',
  };
  if (status === 401) return unauthorized(origin);
  return new GlanceFault(status, texts[status], response.headers === undefined ? {} : { headers: response.headers });
}

function readMember(body: Buffer | undefined): string | undefined {
  // An expression instead of JSON.parse, because parsing every body twice costs more. Every trigger matches it.
  return body === undefined ? undefined : /^\s*\{\s*"member"\s*:\s*"([^"\\]*)"\s*\}\s*$/.exec(body.toString())?.[1];
}
