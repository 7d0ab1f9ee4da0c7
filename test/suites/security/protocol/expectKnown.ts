import { expect } from 'vitest';
import type { WireAnswer } from './answers.ts';

/** A typed answer, a page, or a 4xx without a text. */
export function expectKnown({ status, headers, body }: WireAnswer): void {
  if (status === 100) return expect(body).toBe('');
  expect([200, 204, 302, 400, 401, 404, 405, 406, 408, 413, 415, 417, 431]).toContain(status);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const type = headers.get('content-type') ?? '';
  if (body === '' || type.startsWith('text/html')) return;
  expect(type).toMatch(/^application\/(graphql-response\+)?json/);
  const parsed: unknown = JSON.parse(body);
  const errors = typeof parsed === 'object' && parsed !== null && 'errors' in parsed ? parsed.errors : null;
  if (errors === null) return expect(status).toBe(200);
  expect(errors).toEqual(expect.any(Array));
  for (const error of Array.isArray(errors) ? errors : []) {
    expect(error).toMatchObject({
      message: expect.any(String),
      extensions: { code: expect.stringMatching(/^[A-Z_]+$/) },
    });
    expect(error).not.toMatchObject({ extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  }
  expect(body.length).toBeLessThan(10_000);
}
