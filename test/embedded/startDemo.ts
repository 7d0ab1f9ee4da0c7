import { onTestFinished } from 'vitest';
import { startEmbeddedGlance } from '../../src/embedded/server.ts';
import type { EmbeddedGlance, EmbeddedGlanceOptions } from '../../src/embedded/server.ts';

type DemoOptions = Omit<EmbeddedGlanceOptions, 'seed'>;

/** An embedded Glance with the demo seed, for one test. */
export async function startDemo(options: DemoOptions = {}): Promise<EmbeddedGlance> {
  const glance = await startEmbeddedGlance(options);
  onTestFinished(() => glance.stop());
  return glance;
}

export interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls as the owner of most of the demo, alpha, unless told otherwise. */
export function callGlance(
  glance: EmbeddedGlance,
  method: string,
  path: string,
  { token = glance.tokens.alpha, body, headers = {} }: CallOptions = {},
): Promise<Response> {
  return fetch(`${glance.url}${path}`, {
    method,
    headers: { accept: 'application/json', 'x-auth-token': token, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The members of an image as `project:status`, sorted. */
export async function readMembers(glance: EmbeddedGlance, imageId: string): Promise<string[]> {
  const response = await callGlance(glance, 'GET', `/v2/images/${imageId}/members`);
  const { members } = (await response.json()) as { members: { member_id: string; status: string }[] };
  return members.map(({ member_id: project, status }) => `${project}:${status}`).toSorted();
}

/** Alpha's shared image that has no member in the demo. */
export const UNSHARED_IMAGE = 'e27b60c4-9d18-4a5f-b3c2-60d4f18e7a03';
