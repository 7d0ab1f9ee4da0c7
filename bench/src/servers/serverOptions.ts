/** As many connections to the upstream as the gateway keeps. */
export const CONNECTIONS = 64;

export interface ServerOptions {
  readonly port: number;
  readonly upstream: string;
}

/** Every server here is told by environment variables where to listen and what to ask. */
export function readServerOptions(): ServerOptions {
  return { port: Number(process.env['PORT']), upstream: String(process.env['GLANCE_ENDPOINT']) };
}
