import { CALL_VARIABLES } from './callVariables.ts';
import { CLOUD_VARIABLES } from './cloudVariables.ts';
import { DIRECTORY_VARIABLES } from './directoryVariables.ts';
import { GRAPHQL_VARIABLES } from './graphqlVariables.ts';
import { HTTP_VARIABLES } from './httpVariables.ts';
import { LIMIT_VARIABLES } from './limitVariables.ts';
import { LIVE_VARIABLES } from './liveVariables.ts';
import { PROCESS_VARIABLES } from './processVariables.ts';
import { RATE_LIMIT_VARIABLES } from './rateLimitVariables.ts';
import { STREAM_VARIABLES } from './streamVariables.ts';
import type { Variable } from './variable.ts';

/**
 * Every variable. A new one is one row in the file of its group: the type `Settings`, the parser, the help text,
 * docs/configuration.md and .env.example follow from it.
 */
export const VARIABLES = {
  ...CLOUD_VARIABLES,
  ...CALL_VARIABLES,
  ...HTTP_VARIABLES,
  ...PROCESS_VARIABLES,
  ...GRAPHQL_VARIABLES,
  ...LIMIT_VARIABLES,
  ...RATE_LIMIT_VARIABLES,
  ...LIVE_VARIABLES,
  ...STREAM_VARIABLES,
  ...DIRECTORY_VARIABLES,
};

export type DocumentedVariable = Pick<Variable<unknown>, 'name' | 'takes' | 'meaning' | 'defaultText'>;

export interface VariableGroup {
  readonly title: string;
  readonly introduction: string;
  readonly variables: readonly DocumentedVariable[];
}

/** The same variables by group, in the order of docs/configuration.md and .env.example. */
export const VARIABLE_GROUPS: readonly VariableGroup[] = [
  {
    title: 'Cloud',
    introduction: 'Where the image service and the identity service are.',
    variables: Object.values(CLOUD_VARIABLES),
  },
  {
    title: 'Calls to the image service',
    introduction: 'How long a call may take, and how many calls run at a time.',
    variables: Object.values(CALL_VARIABLES),
  },
  {
    title: 'HTTP server',
    introduction: 'Where the gateway listens, and what clients may send.',
    variables: Object.values(HTTP_VARIABLES),
  },
  {
    title: 'Process',
    introduction: 'How the process runs, stops and reports.',
    variables: Object.values(PROCESS_VARIABLES),
  },
  {
    title: 'GraphQL',
    introduction: 'Which parts of the schema and which documents clients may use.',
    variables: Object.values(GRAPHQL_VARIABLES),
  },
  {
    title: 'Limits of one request',
    introduction: 'How much one document, its arguments and its variables may hold.',
    variables: Object.values(LIMIT_VARIABLES),
  },
  {
    title: 'Rate limits',
    introduction: 'How much one token and one address may ask for in a minute.',
    variables: Object.values(RATE_LIMIT_VARIABLES),
  },
  {
    title: 'Subscriptions',
    introduction: 'Where the events of subscriptions come from.',
    variables: Object.values(LIVE_VARIABLES),
  },
  {
    title: 'Streams',
    introduction: 'How many subscriptions run at a time, and what a WebSocket may carry.',
    variables: Object.values(STREAM_VARIABLES),
  },
  {
    title: 'Directory of projects',
    introduction: 'Whether users may look up the projects of others by name.',
    variables: Object.values(DIRECTORY_VARIABLES),
  },
];
