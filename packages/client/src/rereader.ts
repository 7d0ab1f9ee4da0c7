/** Milliseconds for which requests are gathered, so that a burst of events costs one read. */
const GATHER_MS = 50;

/**
 * Calls `read` soon after it was asked for: once for many requests, and never while another read runs, because a client
 * would take the response to the running one, which may be older than the event.
 */
export function createRereader(read: () => Promise<unknown>): () => void {
  let isAsked = false;
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (isAsked) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      isAsked = false;
      // The client shows the error of a failed read itself.
      await read().catch(() => {});
    }
    isRunning = false;
  }

  return () => {
    isAsked = true;
    if (!isRunning) void run();
  };
}
