import type { UpstreamStep } from './scriptedUpstream.ts';

/** A step that sends a response once `release` is called. */
export function holdResponse(body: unknown, status = 200): { step: UpstreamStep; release: () => void } {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const step: UpstreamStep = (response) =>
    void released.then(() => response.writeHead(status).end(JSON.stringify(body)));
  return { step, release };
}
