import { integer, limit } from './variable.ts';

/** The most that documents, their arguments and their variables may hold. */
export const LIMIT_VARIABLES = {
  limitOperations: limit('LIMIT_OPERATIONS', 10, 'operations', 'Most operations in one document.'),
  limitFragments: limit('LIMIT_FRAGMENTS', 200, 'fragments', 'Most fragments in one document.'),
  limitRootFields: limit(
    'LIMIT_ROOT_FIELDS',
    20,
    'fields',
    'Most root fields of one operation that cost nothing, such as `__typename`. Other root fields count in LIMIT_COST.',
  ),
  limitFields: limit(
    'LIMIT_FIELDS',
    2500,
    'fields',
    'Most fields of one operation, with the fields of each fragment counted wherever the fragment is used.',
  ),
  limitFieldPairs: limit(
    'LIMIT_FIELD_PAIRS',
    32_000,
    'pairs',
    'Most pairs of fields with one response name at one place. A field that stands 253 times at one place makes 32,000 pairs.',
  ),
  limitIntrospectionFields: limit(
    'LIMIT_INTROSPECTION_FIELDS',
    400,
    'fields',
    'Most fields below `__schema` and `__type` of one operation.',
  ),
  limitAliases: limit('LIMIT_ALIASES', 2500, 'aliases', 'Most aliases in one operation.'),
  limitDirectives: limit('LIMIT_DIRECTIVES', 30, 'directives', 'Most directives in one operation.'),
  limitDepth: limit(
    'LIMIT_DEPTH',
    10,
    'levels',
    'Most levels of fields in one operation, without those of introspection.',
  ),
  limitCost: limit(
    'LIMIT_COST',
    2000,
    'cost',
    'Highest cost of one operation. `@cost` and `@listSize` in the schema say what a field costs.',
  ),
  limitTokens: limit('LIMIT_TOKENS', 8000, 'tokens', 'Most tokens in one document.'),
  limitListItems: limit('LIMIT_LIST_ITEMS', 1000, 'items', 'Most items of one list in the arguments or variables.'),
  limitTextLength: limit(
    'LIMIT_TEXT_LENGTH',
    16_384,
    'characters',
    'Most characters of one text or number in the arguments or variables.',
  ),
  limitNameLength: limit(
    'LIMIT_NAME_LENGTH',
    256,
    'characters',
    'Most characters of one name in the document or the variables.',
  ),
  limitInputDepth: limit(
    'LIMIT_INPUT_DEPTH',
    10,
    'levels',
    'Most lists and objects within each other in the arguments or variables.',
  ),
  limitInputValues: limit('LIMIT_INPUT_VALUES', 10_000, 'values', 'Most values in the variables of one operation.'),
  limitCalls: limit(
    'LIMIT_CALLS',
    1000,
    'calls',
    'Most calls to the image service and Keystone for one operation, with those that are repeated. A write counts as one.',
  ),
  limitItems: integer(
    'LIMIT_ITEMS',
    100_000,
    { min: 1, max: 100_000_000, unit: 'items' },
    'Most items in the lists of one response. An item counts once, and once more for each field that is selected below it.',
  ),
  limitResponseBytes: integer(
    'LIMIT_RESPONSE_BYTES',
    8_388_608,
    { min: 1024, max: 400_000_000, unit: 'bytes' },
    'Largest response to one query, as the bytes of its names and values.',
  ),
  limitErrors: limit('LIMIT_ERRORS', 1000, 'errors', 'Most errors in the response to one operation.'),
};
