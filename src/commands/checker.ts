import { GlanceError, type Caller } from '../glance/glance.ts';
import type { GlanceRequest, GlanceResponse, Transport } from '../glance/probe.ts';

/** What every part of a check has. */
export interface Checker {
  readonly say: (sentence: string) => void;
  /** With an empty token where there is none. */
  readonly caller: Caller;
  readonly hasToken: boolean;
}

/** One call; an error where no whole response came. */
export async function ask(
  { caller }: Checker,
  transport: Transport,
  request: GlanceRequest,
): Promise<GlanceResponse | GlanceError> {
  try {
    return await transport.send(caller, request);
  } catch (error) {
    if (error instanceof GlanceError) return error;
    throw error;
  }
}

/** Why there is no response, as the system says it where it does. No full stop. */
export function toReason(error: GlanceError): string {
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const said = cause instanceof Error && !(cause instanceof GlanceError) ? cause.message || code : '';
  return said || error.message.replace(/\.$/, '');
}

/** Null for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
