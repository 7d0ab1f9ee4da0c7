import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { demoSeed } from './demoSeed.ts';
import { createIdentity, IDENTITY_PATH } from './identity/identityService.ts';
import { createRequestListener } from './requestListener.ts';
import { createNotifications } from './notifications.ts';
import type { RbacMode } from './policy.ts';
import { fillStore } from './seed.ts';
import type { EmbeddedSeed, SeedImage } from './seed.ts';
import { now } from './store.ts';
import type { Store } from './store.ts';

export interface EmbeddedGlanceOptions {
  /** `127.0.0.1` unless given. */
  readonly host?: string;
  /** 0, any free port, unless given. */
  readonly port?: number;
  /** Access rules: `new` since 2023.1, `legacy` before. `new` unless given. */
  readonly rbac?: RbacMode;
  /** Most members of an image; 128 unless given, negative for no limit. */
  readonly memberQuota?: number;
  /** Minor number of the newest API version; 15, as in Zed, unless given. An older version lacks the newer features. */
  readonly apiMinor?: number;
  /** Most images on one page of a list; 1000 unless given. */
  readonly pageMax?: number;
  /** Milliseconds before each response; 0 unless given. */
  readonly latencyMs?: number;
  /** The default seed unless given. */
  readonly seed?: EmbeddedSeed;
  /** Whether the member IDs in `triggers` fail on demand; false unless given. */
  readonly triggers?: boolean;
  /** @deprecated The former name of `triggers`, which ends with version 0.3. */
  readonly simulations?: boolean;
}

export interface EmbeddedGlance<Seed extends EmbeddedSeed = typeof demoSeed> {
  /** Base URL without a version and without a slash at the end: `http://127.0.0.1:9292`. */
  readonly url: string;
  /** Base URL of the embedded Keystone, without `/v3`: a value for `OS_AUTH_URL`. */
  readonly identityUrl: string;
  /** Project IDs by name. */
  readonly projects: { readonly [Name in keyof Seed['projects']]: string };
  /** Values of `X-Auth-Token` by name. */
  readonly tokens: { readonly [Name in keyof Seed['tokens']]: string };
  /** The data that the embedded Glance started with. */
  readonly seed: EmbeddedSeed;
  /** The images of the seed. */
  readonly images: readonly SeedImage[];
  /** Restores the seed. `POST /_embedded/reset` does the same. */
  reset(): void;
  /** Closes every connection, also a connection whose request has no response yet. */
  stop(): Promise<void>;
}

/** Eventlet's limit. A cloud with long tokens sets `max_header_line` of Glance as high. */
const HEADERS_LIMIT = 65_536;

/** A Glance in memory behind real HTTP, and a Keystone below `/identity`. Rejects when the port is taken. */
export async function startEmbeddedGlance(
  options?: EmbeddedGlanceOptions & { readonly seed?: never },
): Promise<EmbeddedGlance>;
export async function startEmbeddedGlance(options: EmbeddedGlanceOptions): Promise<EmbeddedGlance<EmbeddedSeed>>;
export async function startEmbeddedGlance(options: EmbeddedGlanceOptions = {}): Promise<EmbeddedGlance<EmbeddedSeed>> {
  const seed: EmbeddedSeed = options.seed ?? demoSeed;
  const store: Store = { images: new Map(), members: [] };
  const identity = createIdentity(seed);
  const notifications = createNotifications();
  const reset = (): void => {
    fillStore(store, seed, now());
    identity.tokens.reset();
    notifications.endAll();
  };
  reset();

  const host = options.host ?? '127.0.0.1';
  const server = createServer(
    { maxHeaderSize: HEADERS_LIMIT, keepAliveTimeout: 900_000 },
    createRequestListener({
      glance: {
        store,
        notifications,
        rbac: options.rbac ?? 'new',
        memberQuota: options.memberQuota ?? 128,
        apiMinor: options.apiMinor ?? 15,
        pageMax: options.pageMax ?? 1000,
      },
      identity,
      latencyMs: options.latencyMs ?? 0,
      hasTriggers: options.triggers ?? options.simulations ?? false,
      reset,
    }),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(toRawResponse(error.code));
    else socket.destroy();
  });
  const port = await listen(server, host, options.port ?? 0);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    url,
    identityUrl: `${url}${IDENTITY_PATH}`,
    projects: seed.projects,
    tokens: Object.fromEntries(Object.entries(seed.tokens).map(([name, { token }]) => [name, token])),
    seed,
    images: seed.images,
    reset,
    stop: () => stop(server),
  };
}

/** Eventlet's response to headers that are too long, and Node's responses to other malformed requests. */
function toRawResponse(errorCode: string | undefined): string {
  if (errorCode === 'HPE_HEADER_OVERFLOW') {
    return 'HTTP/1.0 400 Headers Too Large\r\nConnection: close\r\nContent-length: 0\r\n\r\n';
  }
  const status = errorCode === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
  return `HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
