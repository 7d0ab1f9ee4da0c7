import { CONFIG_VARIABLES } from '../config/config.ts';

export const HELP = `Usage: glance-graphql [--embedded [--seed <file>] [--latency <ms>]]
       glance-graphql check
       glance-graphql schema [--subgraph]
       glance-graphql --help | --version

GraphQL gateway for sharing OpenStack Glance images between projects.
Without a command the gateway starts. When neither GLANCE_ENDPOINT nor OS_AUTH_URL is set, an embedded Glance starts too,
for trying out; with NODE_ENV=production it starts only with --embedded.

Commands:
  check
      Tells whether the configured services respond, and what the token in OS_TOKEN may do. Changes nothing.
      The exit status is 1 when something does not work.
  schema
      Prints the schema that clients use.

Options:
  --embedded
      Starts an embedded Glance and Keystone, also when the environment configures an image service. They store everything
      in memory.
  --seed <file>
      JSON file with the seed: the projects, users, tokens and images that the embedded services start with.
  --latency <ms>
      Milliseconds that the embedded services wait before each response. Default: 0.
  --subgraph
      Prints the schema that a federation gateway composes.
  -h, --help
  -v, --version

Environment:
${CONFIG_VARIABLES.map(({ name, meaning, takes, defaultText }) => `  ${name}\n      ${meaning}\n      Takes ${takes}. Default: ${defaultText}.`).join('\n')}
`;
