import { choice, optional, type Variable } from './variable.ts';
import { parseEndpoint, parseInterface, type CatalogInterface } from './parsers.ts';

const TAKES_INTERFACE = 'one of public, internal, admin, each also with URL at its end';

const catalogInterface: Variable<CatalogInterface> = {
  name: 'OS_INTERFACE',
  takes: TAKES_INTERFACE,
  meaning: 'Interface of the image service that is taken from the catalog.',
  defaultText: 'OS_ENDPOINT_TYPE, or public',
  default: (env) => parseInterface(env['OS_ENDPOINT_TYPE']?.trim() ?? '') ?? 'public',
  parse: parseInterface,
};

/** Where the image service and the identity service are. */
export const CLOUD_VARIABLES = {
  /** Base URL without `/v2`. When null, the URL comes from the catalog, or the embedded Glance starts. */
  glanceEndpoint: optional({
    name: 'GLANCE_ENDPOINT',
    takes: 'an http or https URL without credentials, query and /v2, such as http://controller:9292',
    meaning:
      'Base URL of the image service; a path prefix is kept. When neither GLANCE_ENDPOINT nor OS_AUTH_URL is set, the embedded Glance starts; with NODE_ENV=production it starts only with --embedded.',
    parse: parseEndpoint,
  }),
  glancePolicy: choice(
    'GLANCE_POLICY',
    ['secure', 'legacy', 'custom'],
    'secure',
    'The rules of the image service, by which `Image.permissions` tells what a viewer may do: `secure` are the defaults of Glance since 2023.1, `legacy` the defaults before. With `custom`, for a cloud that has changed the rules, `permissions` is null.',
  ),
  /** Base URL without `/v3`. When null, a 401 of the image service counts as a bad token. */
  authUrl: optional({
    name: 'OS_AUTH_URL',
    takes: 'an http or https URL without credentials and query, such as http://controller:5000/v3',
    meaning:
      'URL of the identity service. When the image service refuses a token, the gateway asks the identity service whether the token is bad. Without GLANCE_ENDPOINT the gateway also finds the image service in the catalog of each caller.',
    parse: (text) => parseEndpoint(text.replace(/\/v3\/?$/, '')),
  }),
  /** When null, the first matching region of the catalog is taken. */
  regionName: {
    ...optional({
      name: 'OS_REGION_NAME',
      takes: 'the name of a region: letters, digits, spaces and . : _ -',
      meaning: 'Region whose image service is taken from the catalog.',
      parse: (text) => (/^[\w .:-]{1,255}$/.test(text) ? text : undefined),
    }),
    defaultText: 'unset, any region',
  },
  interface: catalogInterface,
  /** The default of `interface`. */
  endpointType: optional({
    name: 'OS_ENDPOINT_TYPE',
    takes: TAKES_INTERFACE,
    meaning: 'Older name of OS_INTERFACE. OS_INTERFACE wins when both are set.',
    parse: parseInterface,
  }),
  memberIds: choice(
    'MEMBER_IDS',
    ['keystone', 'any'],
    'keystone',
    'Which IDs `addImageMember` takes. `keystone`: 32 lower-case hexadecimal digits, as Keystone makes them; other texts, such as the name of a project, are refused with a sentence that says what they look like, because the image service takes them and nobody gets the image. `any`: for a cloud whose projects have other IDs, up to 64 letters, digits, `-` and `_`.',
  ),
  /** Path of a PEM file. When null, Node's default authorities are trusted. */
  caFile: optional({
    name: 'OS_CACERT',
    takes: 'the path of a file',
    meaning:
      'PEM file with the certificates of the authorities that sign the certificates of the image service and the identity service. Without it the authorities are trusted that Node.js trusts.',
    parse: (text) => text,
  }),
};
