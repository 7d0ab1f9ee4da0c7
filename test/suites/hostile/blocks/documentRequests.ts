import { times, toImageId, toName, type HostileRequest } from './hostileRequest.ts';

const ID = toImageId(1);
const onImage = (fields: string, index: number): string => `query Q${index} { image(id: "${ID}") { ${fields} } }`;

/** Documents at their limits: what they cost is to parse, to check, to compile and to run over one small image. */
export const DOCUMENT_REQUESTS: readonly HostileRequest[] = [
  {
    name: '2,490 aliases of 95 characters',
    query: (index) =>
      onImage(
        times(2490, (i) => `${toName(i, 95)}: name`),
        index,
      ),
  },
  {
    name: '2,490 aliases of one letter',
    query: (index) =>
      onImage(
        times(2490, (i) => `a${i}: name`),
        index,
      ),
  },
  {
    name: '249 aliases',
    query: (index) =>
      onImage(
        times(249, (i) => `a${i}: name`),
        index,
      ),
  },
  {
    name: '240 aliases of properties with names',
    query: (index) =>
      onImage(
        times(240, (i) => `a${i}: properties(names: ["a", "b"]) { name value }`),
        index,
      ),
  },
  {
    name: '1,900 unknown fields',
    query: (index) =>
      onImage(
        times(1900, (i) => toName(i, 100)),
        index,
      ),
  },
  {
    name: '252 times one field',
    query: (index) =>
      onImage(
        times(252, () => 'name'),
        index,
      ),
  },
  {
    name: '600 fields, each four times at one place',
    query: (index) =>
      onImage(
        times(4, () => times(600, (i) => `a${i}: name`)),
        index,
      ),
  },
  {
    name: '200 fragments at one place',
    query: (index) =>
      `${onImage(
        times(200, (i) => `...F${i}`),
        index,
      )} ${times(200, (i) => `fragment F${i} on Image { ${times(10, (j) => `a${i}_${j}: name`)} }`)}`,
  },
  {
    name: '200 fragments at one place with one field',
    query: (index) =>
      `${onImage(
        times(200, (i) => `...F${i}`),
        index,
      )} ${times(200, (i) => `fragment F${i} on Image { name }`)}`,
  },
  {
    name: '200 fragments that spread 15 others each',
    query: (index) =>
      `${onImage('...F0', index)} ${times(200, (i) => `fragment F${i} on Image { a${i}: name ${i % 20 === 19 ? '' : times(15, (j) => `...F${i + 1 + (j % Math.max(1, 19 - (i % 20)))}`)} }`)}`,
  },
  {
    name: '200 fragments, none of which is used',
    query: (index) =>
      `query Q${index} { __typename } ${times(200, (i) => `fragment F${i} on Image { ${times(11, (j) => `a${j}: name`)} }`)}`,
  },
  {
    name: '200 fragments in a chain, two fields each, and 10 operations',
    operationName: (index) => `Q${index}_0`,
    query: (index) =>
      `${times(10, (o) => `query Q${index}_${o} { image(id: "${ID}") { ...F0 } }`)} ${times(200, (i) => `fragment F${i} on Image { a${i}: name b${i}: name ${i < 199 ? `...F${i + 1}` : ''} }`)}`,
  },
  {
    name: '600 inline fragments of two fields',
    query: (index) =>
      onImage(
        times(600, (i) => `... on Image { a${i}: name b${i}: id }`),
        index,
      ),
  },
  {
    name: '1,300 variables, none of which is used',
    query: (index) => `query Q${index}(${times(1300, (i) => `$v${i}: Int`)}) { __typename }`,
  },
  {
    name: '900 variables, each of which is used',
    query: (index) =>
      `query Q${index}(${times(900, (i) => `$v${i}: String`)}) { images(first: 1, filter: {tags: [${times(900, (i) => `$v${i}`)}]}) { nodes { id } } }`,
  },
  {
    name: '10 operations of 240 aliases',
    operationName: (index) => `Q${index}_0`,
    query: (index) =>
      times(10, (o) => `query Q${index}_${o} { image(id: "${ID}") { ${times(240, (i) => `a${i}: name`)} } }`),
  },
  {
    name: 'a text of 16,384 characters under 15 fields',
    query: (index) =>
      `query Q${index} { ${times(15, (i) => `a${i}: images(first: 1, filter: {name: "${'x'.repeat(16_300)}"}) { nodes { id } }`)} }`,
  },
  { name: 'a text of 250 KB', query: (index) => `query Q${index} { image(id: "${'x'.repeat(250_000)}") { id } }` },
  {
    name: 'a text of 35,000 escapes',
    query: (index) => `query Q${index} { image(id: "${'\\u0041'.repeat(35_000)}") { id } }`,
  },
  {
    name: 'a block text of 120,000 lines',
    query: (index) => `query Q${index} { image(id: """${'\n'.repeat(120_000)}""") { id } }`,
  },
  {
    name: 'a block text of 30,000 escapes',
    query: (index) => `query Q${index} { image(id: """${'\\"""'.repeat(30_000)}""") { id } }`,
  },
  { name: '120,000 lines', query: (index) => `query Q${index} { __typename }${'\n'.repeat(120_000)}` },
  { name: '86,000 comments', query: (index) => `query Q${index} { __typename }${'\n#'.repeat(86_000)}` },
  { name: '250,000 commas', query: (index) => `query Q${index} { __typename }${','.repeat(250_000)}` },
  { name: '3,900 levels', query: (index) => `query Q${index} ${'{a'.repeat(3900)}${'}'.repeat(3900)}` },
  {
    name: '3,900 lists within each other',
    query: (index) => `query Q${index} { image(id: ${'['.repeat(3900)}${']'.repeat(3900)}) { id } }`,
  },
  {
    name: '2,600 keys of an object',
    query: (index) => `query Q${index} { images(filter: {${times(2600, (i) => `k${i}: 1`)}}) { nodes { id } } }`,
  },
  {
    name: 'a list of 1,000 texts under 7 fields',
    query: (index) =>
      `query Q${index} { ${times(7, (i) => `a${i}: images(filter: {tags: [${times(1000, () => '"a"')}]}) { nodes { id } }`)} }`,
  },
  {
    name: 'a list of 1,000 wrong items under 7 fields',
    query: (index) =>
      `query Q${index} { ${times(7, (i) => `a${i}: images(filter: {tags: [${times(1000, () => '1')}]}) { nodes { id } }`)} }`,
  },
  {
    name: '240 aliases in each type of an error',
    query: (index) =>
      `mutation Q${index} { addImageMember(input: {imageId: "${ID}", memberId: "m"}) { ... on ImageServiceError { ${times(240, (i) => `a${i}: message`)} } } }`,
  },
  {
    name: '19 times __typename of a union in 12 fields',
    query: (index) =>
      `query Q${index} { ${times(12, (o) => `e${o}: _entities(representations: [{__typename: "Project", id: "p"}]) { ${times(19, (i) => `a${i}: __typename`)} }`)} }`,
  },
  {
    name: '16,000 digits under 15 fields',
    query: (index) =>
      `query Q${index} { ${times(15, (i) => `a${i}: images(first: ${'1'.repeat(16_000)}) { nodes { id } }`)} }`,
  },
];
