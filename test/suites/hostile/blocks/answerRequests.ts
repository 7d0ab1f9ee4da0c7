import { times, toImageId, type HostileRequest } from './hostileRequest.ts';

const toImages = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ __typename: 'Image', id: toImageId(index) }));

const entities = (fields: string, index: number): string =>
  `query Q${index}($r: [_Any!]!) { _entities(representations: $r) { ... on Image { ${fields} } } }`;

const SCALARS = ['name', 'status', 'visibility', 'sizeBytes', 'minDiskGib', 'diskFormat', 'createdAt', 'updatedAt'];
const WRONG = ['status', 'visibility', 'minDiskGib', 'minRamMib', 'createdAt', 'updatedAt'];

/** Operations whose answers are as large as they may be. */
export const ANSWER_REQUESTS: readonly HostileRequest[] = [
  {
    name: '1,000 images by their ids with 98 fields',
    variables: { r: toImages(1000) },
    query: (index) =>
      entities(
        times(98, (i) => `a${i}: ${SCALARS[i % 8]}`),
        index,
      ),
  },
  {
    name: '1,000 images by their ids with 200 fields, which is refused',
    variables: { r: toImages(1000) },
    query: (index) =>
      entities(
        times(200, (i) => `a${i}: ${SCALARS[i % 8]}`),
        index,
      ),
  },
  {
    name: '1,000 representations of projects with 98 fields',
    variables: { r: Array.from({ length: 1000 }, () => ({ __typename: 'Project', id: 'p' })) },
    query: (index) =>
      `query Q${index}($r: [_Any!]!) { _entities(representations: $r) { ... on Project { ${times(98, (i) => `a${i}: id`)} } } }`,
  },
  {
    name: '1,000 representations without a type',
    variables: { r: Array.from({ length: 1000 }, () => 1) },
    query: (index) => entities('id', index),
  },
  {
    name: '1,000 representations of a bad id',
    variables: { r: Array.from({ length: 1000 }, () => ({ __typename: 'Image', id: '/' })) },
    query: (index) => entities('id', index),
  },
  {
    name: '40 images with 2,400 fields',
    variables: { r: toImages(40) },
    query: (index) =>
      entities(
        times(2400, (i) => `a${i}: ${SCALARS[i % 8]}`),
        index,
      ),
  },
  {
    name: '100 images in a page with 980 fields',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(980, (i) => `a${i}: ${SCALARS[i % 8]}`)} } } }`,
  },
  {
    name: '20 pages of 100 images with 45 fields',
    query: (index) =>
      `query Q${index} { ${times(20, (o) => `p${o}: images(first: 100) { nodes { ${times(45, (i) => `a${i}: ${SCALARS[i % 8]}`)} } }`)} }`,
  },
  {
    name: '300 pages of 100 images with 2 fields',
    query: (index) => `query Q${index} { ${times(300, (o) => `p${o}: images(first: 100) { nodes { id name } }`)} }`,
  },
  {
    name: '100 images with 128 properties and 128 tags',
    rows: 'many properties',
    query: (index) => `query Q${index} { images(first: 100) { nodes { tags properties { name value } } } }`,
  },
  {
    name: '100 images with 128 properties under 7 aliases, which is refused',
    rows: 'many properties',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(7, (i) => `a${i}: properties { name }`)} } } }`,
  },
  {
    name: 'one image with 128 properties under 250 aliases',
    rows: 'many properties',
    query: (index) =>
      `query Q${index} { image(id: "${toImageId(1)}") { ${times(250, (i) => `a${i}: properties { name value }`)} } }`,
  },
  {
    name: '100 images with 128 properties, under 600 aliases with names that are not there',
    rows: 'many properties',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(600, (i) => `a${i}: properties(names: "q") { name }`)} } } }`,
  },
  {
    name: '100 images with 80 KB of properties',
    rows: 'large texts',
    query: (index) => `query Q${index} { images(first: 100) { nodes { properties { name value } } } }`,
  },
  {
    name: '100 images with 80 KB of properties, twice, which is refused',
    rows: 'large texts',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { a: properties { value } b: properties { value } } } }`,
  },
  {
    name: '100 images with 80 KB of properties, none of them asked for',
    rows: 'large texts',
    query: (index) => `query Q${index} { images(first: 100) { nodes { id } } }`,
  },
  {
    name: '1,000 images with 80 KB of properties, none of them asked for',
    rows: 'large texts',
    variables: { r: toImages(1000) },
    query: (index) => entities('name', index),
  },
  {
    name: '12 times 100 images with 13,000 control characters',
    rows: 'large texts of control characters',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(12, (i) => `a${i}: properties { value }`)} } } }`,
  },
  {
    name: '100 images with 13,000 control characters',
    rows: 'large texts of control characters',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(1, (i) => `a${i}: properties { value }`)} } } }`,
  },
  {
    name: '100 images with 26,000 letters of three bytes',
    rows: 'large texts of three bytes a letter',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(1, (i) => `a${i}: properties { value }`)} } } }`,
  },
  {
    name: '100 images with 60,000 letters and 8,000 quotes',
    rows: 'large texts of quotes',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(1, (i) => `a${i}: properties { value }`)} } } }`,
  },
  {
    name: '1,000 errors',
    rows: 'wrong fields',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(10, (i) => `a${i}: ${WRONG[i % 6]}`)} } } }`,
  },
  {
    name: '1,000 errors in a document of 1,000 lines',
    rows: 'wrong fields',
    query: (index) =>
      `query Q${index} { ${'\n'.repeat(990)} images(first: 100) { nodes { ${times(10, (i) => `a${i}: ${WRONG[i % 6]}`)} } } }`,
  },
  {
    name: '1,000 errors of fields that stand 60 times',
    rows: 'wrong fields',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(10, (i) => times(60, () => `a${i}: ${WRONG[i % 6]}`))} } } }`,
  },
  {
    name: '90,000 errors',
    rows: 'wrong fields',
    query: (index) =>
      `query Q${index} { images(first: 100) { nodes { ${times(900, (i) => `a${i}: ${WRONG[i % 6]}`)} } } }`,
  },
  {
    name: '96,000 errors of a compiled operation',
    rows: 'wrong fields',
    variables: { r: toImages(400) },
    query: (index) =>
      entities(
        times(240, (i) => `a${i}: ${WRONG[i % 6]}`),
        index,
      ),
  },
  {
    name: '95,000 errors of a mutation',
    rows: 'wrong fields',
    query: (index) =>
      `mutation Q${index} { addImageMembers(input: {members: [${times(50, (i) => `{imageId: "${toImageId(i)}", memberId: "m"}`)}]}) { ... on AddImageMembersPayload { results { result { ... on AddImageMemberSuccess { imageMember { image { ${times(1900, (i) => `a${i}: ${WRONG[i % 6]}`)} } } } } } } } }`,
  },
  {
    name: '90,000 errors of lists',
    rows: 'wrong fields',
    query: (index) => `query Q${index} { images(first: 100) { nodes { ${times(900, (i) => `a${i}: tags`)} } } }`,
  },
  {
    name: '98,000 fields of an image that are refused',
    variables: { r: toImages(1000) },
    query: (index) =>
      entities(
        times(98, (i) => `a${i}: member(memberId: "/") { id }`),
        index,
      ),
  },
  {
    name: '600 images with a bad id',
    query: (index) => `query Q${index} { ${times(600, (i) => `a${i}: image(id: "/") { id }`)} }`,
  },
];
