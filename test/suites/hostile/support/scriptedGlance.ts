import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('glance.js', import.meta.url));

export interface GlanceBehaviour {
  /** Before each answer to a valid token, and to any other. */
  readonly delayMs?: number;
  readonly strangerDelayMs?: number;
  /** Takes requests and answers none. */
  readonly hangs?: boolean;
  /** What the images have in their rows. */
  readonly rows?: RowKind;
}

export type RowKind =
  | 'plain'
  | 'many properties'
  | 'large texts'
  | 'large texts of three bytes a letter'
  | 'large texts of quotes'
  | 'large texts of control characters'
  | 'wrong fields';

/** A scripted Glance in a process of its own: what it costs is not the gateway's. */
export interface ScriptedGlance {
  readonly url: string;
  behave(behaviour: GlanceBehaviour): void;
  /** Forgets what came before. */
  forget(): void;
  /** Requests that came with each token. */
  countByToken(): Promise<ReadonlyMap<string, number>>;
  stop(): void;
}

export async function startScriptedGlance(): Promise<ScriptedGlance> {
  const child = fork(SCRIPT, { execArgv: [], env: {} });
  const [started]: { port: number }[] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${started?.port}`,
    behave: (behaviour) => void child.send(behaviour),
    forget: () => void child.send({ forget: true }),
    async countByToken() {
      const answer = once(child, 'message');
      child.send({ count: true });
      const [{ counts } = { counts: {} }]: { counts: Record<string, number> }[] = await answer;
      return new Map(Object.entries(counts));
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
