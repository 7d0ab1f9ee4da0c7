export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Posts JSON to `/graphql`; accepts `application/graphql-response+json` unless told otherwise. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(headers['authorization'] === undefined ? { 'x-auth-token': 'demo-token-alpha' } : {}),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** `extensions.code` of each error of an answer's body. */
export function codesOf(body: unknown): unknown[] {
  const errors: unknown = body !== null && typeof body === 'object' && 'errors' in body ? body.errors : [];
  if (!Array.isArray(errors)) return [];
  return errors.map((error: { extensions?: { code?: unknown } }) => error.extensions?.code);
}
