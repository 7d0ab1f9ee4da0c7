import { STATUS_CODES } from 'node:http';
import type { EmbeddedResponse } from '../response.ts';

/** A refusal of Keystone. */
export class IdentityFault extends Error {
  override readonly name = 'IdentityFault' as const;
  readonly status: number;
  readonly explanation: string;
  /** Further fields of the error in the body. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(status: number, explanation: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(explanation);
    this.status = status;
    this.explanation = explanation;
    this.fields = fields;
  }
}

export function unauthorized(explanation = 'The request you have made requires authentication.'): IdentityFault {
  return new IdentityFault(401, explanation);
}

/** @param rule such as `identity:list_projects`; none for a refusal that names no rule */
export function forbidden(rule?: string): IdentityFault {
  const named = rule === undefined ? '' : `: ${rule}`;
  return new IdentityFault(403, `You are not authorized to perform the requested action${named}.`);
}

/** 400 for a body in which a part is missing. */
export function missing(part: string, place: string): IdentityFault {
  const blame =
    'The server could not comply with the request since it is either malformed or otherwise incorrect. ' +
    'The client is assumed to be in error.';
  return new IdentityFault(400, `Expecting to find ${part} in ${place}. ${blame}`);
}

/** @param base URL of the embedded Keystone without `/v3` */
export function toIdentityFaultResponse(
  { status, explanation, fields }: IdentityFault,
  base: string,
): EmbeddedResponse {
  const error = { code: status, ...fields, message: explanation, title: STATUS_CODES[status] ?? '' };
  const headers = {
    'Content-Type': 'application/json',
    ...(status === 401 && { 'WWW-Authenticate': `Keystone uri="${base}/v3"` }),
  };
  return { status, headers, body: `${JSON.stringify({ error })}\n` };
}

/** The page of Keystone's web framework for a path that it does not have. */
export function toMissingPage(): EmbeddedResponse {
  const text =
    'The requested URL was not found on the server. If you entered the URL manually please check your spelling and ' +
    'try again.';
  const body = `<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>${text}</p>\n`;
  return { status: 404, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

export function toWrongMethod(allow: string): EmbeddedResponse {
  const body = '{"message": "The method is not allowed for the requested URL."}\n';
  return { status: 405, headers: { 'Content-Type': 'application/json', Allow: allow }, body };
}
