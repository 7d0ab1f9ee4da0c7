export { ConfigError, parseConfig, type Config } from './config/config.ts';
export { EmbeddedSeedError, parseEmbeddedSeed } from './embedded/parseSeed.ts';
export {
  triggers,
  /** @deprecated The former name of `triggers`, which ends with version 0.3. */
  triggers as simulations,
} from './embedded/triggers.ts';
export type { EmbeddedSeed } from './embedded/seed.ts';
export { startEmbeddedGlance, type EmbeddedGlance, type EmbeddedGlanceOptions } from './embedded/server.ts';
export { startServer, type RunningServer } from './server.ts';
