/** Connections to the upstream, as many as the gateway has by default. */
export const CONNECTIONS = 64;

export interface ServerOptions {
  readonly port: number;
  readonly upstream: string;
}

/** Reads the port and the URL of the upstream from environment variables, which every server here understands. */
export function readServerOptions(): ServerOptions {
  return { port: Number(process.env['PORT']), upstream: String(process.env['GLANCE_ENDPOINT']) };
}
