import { choice, integer, optional } from './variable.ts';

/** What Keystone's IDs and secrets have: visible ASCII characters. */
const VISIBLE = /^[\x21-\x7e]{1,255}$/;

const lookUps = (name: string, standard: number, who: string) =>
  integer(
    name,
    standard,
    { min: 0, max: 100_000_000, unit: 'look-ups' },
    `Look-ups in the directory that ${who} may make in a minute; 0 is no limit.`,
  );

/** The directory of projects: off unless there is an application credential. */
export const DIRECTORY_VARIABLES = {
  credentialId: optional({
    name: 'OS_APPLICATION_CREDENTIAL_ID',
    takes: 'the ID of an application credential: 1 to 255 visible ASCII characters',
    meaning:
      'Application credential of a user who may read projects. With it the gateway finds projects of others by their exact names and IDs, on behalf of every user. See docs/security.md before you set it.',
    parse: (text) => (VISIBLE.test(text) ? text : undefined),
  }),
  /** A secret: never log it. */
  credentialSecret: optional({
    name: 'OS_APPLICATION_CREDENTIAL_SECRET',
    takes: 'a secret of 1 to 255 visible ASCII characters',
    meaning: 'Secret of the application credential.',
    parse: (text) => (VISIBLE.test(text) ? text : undefined),
  }),
  directoryDomains: choice(
    'DIRECTORY_DOMAINS',
    ['own', 'all'],
    'own',
    "The projects that the directory tells a user about: those of the domain of the user's own project, or those of all domains.",
  ),
  directoryUserLookUps: lookUps('RATE_LIMIT_USER_LOOKUPS', 120, 'one user'),
  directoryAddressLookUps: lookUps('RATE_LIMIT_ADDRESS_LOOKUPS', 1200, 'one address'),
};
