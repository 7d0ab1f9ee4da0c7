import type { Answer } from './answer.ts';
import { GlanceFault, unauthorized } from './fault.ts';
import type { Glance, GlanceRequest } from './request.ts';
import type { RoutedCall } from './router.ts';
import { findTrigger } from './triggers.ts';
import type { TriggeredResponse } from './triggers.ts';

/** Undefined when the call names no magic member id; otherwise the answer, or what is to become of the connection. */
export async function pullTrigger(
  glance: Glance,
  request: GlanceRequest,
  call: RoutedCall,
): Promise<Answer | 'silence' | 'reset' | undefined> {
  const memberId = call.memberId || readMember(request.body);
  const trigger = memberId === undefined ? undefined : findTrigger(request.method, memberId);
  if (trigger === undefined || memberId === undefined) return undefined;
  const { answer } = trigger;
  switch (answer.kind) {
    case 'fault':
      throw toFault(answer, request, call.imageId, memberId);
    case 'proxy': {
      const { status, title, text } = answer;
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
      return { status: 200, headers: { 'Content-Type': answer.contentType }, body: answer.body };
    case 'silence':
      return 'silence';
    case 'reset':
      if (answer.after === 'write') await call.handle(glance, request);
      return 'reset';
  }
}

function toFault(
  answer: Extract<TriggeredResponse, { kind: 'fault' }>,
  { method, origin }: GlanceRequest,
  imageId: string,
  memberId: string,
): GlanceFault {
  const { status } = answer;
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
  return new GlanceFault(status, texts[status], answer.headers === undefined ? {} : { headers: answer.headers });
}

function readMember(body: Buffer | undefined): string | undefined {
  // Cheaper than to parse every body twice, and just as sure.
  return body === undefined ? undefined : /^\s*\{\s*"member"\s*:\s*"([^"\\]*)"\s*\}\s*$/.exec(body.toString())?.[1];
}
