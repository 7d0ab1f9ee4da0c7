import { VARIABLES, type DocumentedVariable } from './variables.ts';
import { findNearMisses } from './nearMisses.ts';
import type { Environment, Variable } from './variable.ts';

/** The configuration of the process, read from environment variables once at its start. */
export interface Config extends Settings {
  /** True with `NODE_ENV=production`: the embedded Glance then starts only with `--embedded`. */
  readonly production: boolean;
  /** One sentence for each variable that the gateway does not read although its name seems to be meant for it. */
  readonly nearMisses: readonly string[];
}

/** One field for each environment variable. Its type is the result of the variable's parser. */
type Settings = {
  readonly [Key in keyof typeof VARIABLES]: (typeof VARIABLES)[Key] extends Variable<infer T> ? T : never;
};

export type { Environment };

/** Every variable, for documentation. */
export const CONFIG_VARIABLES: readonly DocumentedVariable[] = Object.values(VARIABLES);

export class ConfigError extends Error {
  override readonly name = 'ConfigError' as const;
  /** One sentence for each bad variable, with its name and what it takes; never its value. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * An unset or empty variable means its default.
 * @throws ConfigError with every problem at once
 */
export function parseConfig(env: Environment): Config {
  const problems: string[] = [];
  const read = ({ name, takes, parse, default: standard }: Variable<unknown>): unknown => {
    const text = env[name]?.trim() ?? '';
    if (text === '') return standard(env);
    const value = parse(text);
    if (value === undefined) problems.push(`${name} must be ${takes}.`);
    return value ?? standard(env);
  };
  const values = Object.entries(VARIABLES).map(([key, variable]) => [key, read(variable)] as const);
  const settings = Object.fromEntries(values) as Settings;
  if (settings.persistedDocuments !== 'off' && settings.persistedDocumentsManifest === null) {
    problems.push('PERSISTED_DOCUMENTS_MANIFEST must be set where PERSISTED_DOCUMENTS is not off.');
  }
  if ((settings.credentialId === null) !== (settings.credentialSecret === null)) {
    problems.push('OS_APPLICATION_CREDENTIAL_ID and OS_APPLICATION_CREDENTIAL_SECRET must be set together.');
  }
  if (settings.credentialId !== null && settings.glanceEndpoint !== null && settings.authUrl === null) {
    problems.push('OS_AUTH_URL must be set where OS_APPLICATION_CREDENTIAL_ID is set.');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...settings,
    production: env['NODE_ENV'] === 'production',
    nearMisses: findNearMisses(
      env,
      CONFIG_VARIABLES.map(({ name }) => name),
    ),
  };
}

/** The only reader of `process.env`. */
export function readEnvironment(): Environment {
  return process.env;
}
