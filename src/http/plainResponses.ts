import type { ServerResponse } from 'node:http';
import type { HttpError } from './httpError.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';

export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, ['location', location, ...SECURITY_HEADERS]).end();
}

/** Sends an error and closes the connection. */
export function sendError(response: ServerResponse, { status, body }: HttpError): void {
  response.setHeader('connection', 'close');
  sendJson(response, status, body);
}

export function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, [
    'content-type',
    'application/json; charset=utf-8',
    'cache-control',
    'no-store',
    ...SECURITY_HEADERS,
  ]);
  response.end(body);
}
