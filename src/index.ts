export { ConfigError, parseConfig, type Config } from './config/config.ts';
export { EmbeddedSeedError, parseEmbeddedSeed } from './embedded/parseSeed.ts';
export { simulations, triggers } from './embedded/triggers.ts';
export type { EmbeddedSeed } from './embedded/seed.ts';
export { startEmbeddedGlance, type EmbeddedGlance, type EmbeddedGlanceOptions } from './embedded/server.ts';
export { startServer, type RunningServer } from './server.ts';
