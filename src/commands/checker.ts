import { GlanceError, type Caller } from '../glance/glance.ts';
import type { GlanceRequest, GlanceResponse, Transport } from '../glance/probe.ts';

/** Given to every part of the command `check`. */
export interface Checker {
  /** Prints one sentence. */
  readonly say: (sentence: string) => void;
  /** Its token is empty when there is no token. */
  readonly caller: Caller;
  readonly hasToken: boolean;
}

/** Makes one call. Returns a GlanceError when no complete response came. */
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

/** Why there is no response, in the words of the operating system if it gave a reason. Without a full stop. */
export function toReason(error: GlanceError): string {
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const said = cause instanceof Error && !(cause instanceof GlanceError) ? cause.message || code : '';
  return said || error.message.replace(/\.$/, '');
}

/** Null for a text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
