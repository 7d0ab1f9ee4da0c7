import { CONFIG_VARIABLES } from '../config/config.ts';

export const HELP = `Usage: glance-graphql [--embedded [--seed <file>] [--latency <ms>]]
       glance-graphql check
       glance-graphql schema [--subgraph]
       glance-graphql --help | --version

GraphQL gateway for sharing OpenStack Glance images between projects.
Without a command it starts the gateway; without GLANCE_ENDPOINT and OS_AUTH_URL with an embedded Glance to try it out,
but not with NODE_ENV=production, where --embedded has to ask for it.

Commands:
  check
      Tells whether the configured services answer, and what the token in OS_TOKEN may do. Changes nothing.
      Ends with 1 when something does not work.
  schema
      Prints the schema that clients use.

Options:
  --embedded
      Starts an embedded Glance whatever the environment says. Everything in it is in memory.
  --seed <file>
      JSON file with the projects, tokens and images that the embedded Glance starts with.
  --latency <ms>
      Milliseconds that the embedded Glance waits before each answer. Default: 0.
  --subgraph
      Prints the schema that a federation gateway composes.
  -h, --help
  -v, --version

Environment:
${CONFIG_VARIABLES.map(({ name, meaning, takes, defaultText }) => `  ${name}\n      ${meaning}\n      Takes ${takes}. Default: ${defaultText}.`).join('\n')}
`;
