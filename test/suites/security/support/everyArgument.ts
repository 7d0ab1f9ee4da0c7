import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isCompositeType,
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { IMAGE, times } from './budgetLab.ts';

/** One place where a client can put a value: an argument, or a field of an input object within one. */
export interface Place {
  /** Such as `Query.images(filter.tags)`. */
  readonly name: string;
  /** Values of its type, and of the items of its list, as JSON. */
  readonly samples: readonly string[];
  /** A body with the value, as JSON, in a variable. */
  inVariable(value: string): string;
  /** The same for 250 fields under aliases, which all take the one variable. */
  inAliases(value: string): string;
  /** A body with the value, as a literal, in the document. */
  inDocument(value: string): string;
}

const ALIASES = 250;

const SCALARS: Record<string, string> = { Int: '1', Boolean: 'true' };

/** How fields of types other than the root types are reached. */
const REACHED: Record<string, (field: string) => string> = {
  Query: (field) => field,
  Mutation: (field) => field,
  Subscription: (field) => field,
  Image: (field) => `image(id: "${IMAGE}") { ${field} }`,
};

const KEYWORDS: Record<string, string> = { Mutation: 'mutation', Subscription: 'subscription' };

/** Every argument of every field, and every field of their input objects. */
export function everyArgument(schema: GraphQLSchema): Place[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) =>
        field.args.flatMap((argument) => toPlaces(type.name, field, argument)),
      ),
    );
}

interface Spot {
  readonly path: string;
  readonly type: GraphQLInputType;
  readonly json: (value: string) => string;
  readonly literal: (value: string) => string;
}

function toPlaces(parent: string, field: GraphQLField<unknown, unknown>, argument: GraphQLArgument): Place[] {
  const reach = REACHED[parent];
  if (!reach) throw new Error(`no operation is known that reaches ${parent}`);
  const keyword = KEYWORDS[parent] ?? 'query';
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  const others = field.args.filter((other) => other !== argument && isRequiredArgument(other));
  const ask = (value: string): string => {
    const written = others.map(({ name, type }) => `${name}: ${toSample(type, false)}`);
    return `${field.name}(${[...written, `${argument.name}: ${value}`].join(', ')})${selection}`;
  };
  const toBody = (fields: string, json: string): string => {
    const query = `${keyword} ($v: ${argument.type}) { ${reach(fields)} }`;
    return `{"query":${JSON.stringify(query)},"variables":{"v":${json}}}`;
  };
  const top: Spot = { path: argument.name, type: argument.type, json: (value) => value, literal: (value) => value };
  return toSpots(top).map(({ path, type, json, literal }) => ({
    name: `${parent}.${field.name}(${path})`,
    samples: toSamples(type),
    inVariable: (value) => toBody(ask('$v'), json(value)),
    inAliases: (value) =>
      toBody(
        times(ALIASES, (index) => `a${index}: ${ask('$v')}`),
        json(value),
      ),
    inDocument: (value) => JSON.stringify({ query: `${keyword} { ${reach(ask(literal(value)))} }` }),
  }));
}

/** The place itself, and the places within it. */
function toSpots(spot: Spot): Spot[] {
  const type = getNullableType(spot.type);
  if (isListType(type)) {
    const item = { ...spot, path: `${spot.path}.0`, type: type.ofType as GraphQLInputType };
    const json = (value: string): string => spot.json(`[${value}]`);
    return [spot, ...toSpots({ ...item, json, literal: (value) => spot.literal(`[${value}]`) })];
  }
  if (!isInputObjectType(type)) return [spot];
  const fields = Object.values(type.getFields());
  const within = fields.flatMap((field) => {
    const others = fields.filter((other) => other !== field && isRequiredInputField(other));
    const wrap = (isJson: boolean, value: string): string => {
      const key = (name: string): string => (isJson ? `"${name}"` : name);
      const written = others.map((other) => `${key(other.name)}:${toSample(other.type, isJson)}`);
      return `{${[...written, `${key(field.name)}:${value}`].join(',')}}`;
    };
    return toSpots({
      path: `${spot.path}.${field.name}`,
      type: field.type,
      json: (value) => spot.json(wrap(true, value)),
      literal: (value) => spot.literal(wrap(false, value)),
    });
  });
  return [spot, ...within];
}

function toSamples(type: GraphQLInputType): string[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return toSamples(nullable.ofType as GraphQLInputType);
  return getNamedType(nullable).name === '_Any' ? REPRESENTATIONS : [toSample(nullable, true)];
}

/** What `_entities` takes, with keys that are right, that are no texts, and that are no identifiers. */
const REPRESENTATIONS = ['Image', 'ImageMember', 'Project'].flatMap((type) =>
  [IMAGE, {}, '/', null].map((key) => JSON.stringify({ __typename: type, id: key, imageId: key, memberId: key })),
);

/** A value that the place takes. */
function toSample(type: GraphQLInputType, isJson: boolean): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `[${toSample(nullable.ofType as GraphQLInputType, isJson)}]`;
  if (isEnumType(nullable)) return isJson ? `"${nullable.getValues()[0]?.name}"` : `${nullable.getValues()[0]?.name}`;
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(isRequiredInputField);
    const written = fields.map(({ name, type: own }) => `${isJson ? `"${name}"` : name}:${toSample(own, isJson)}`);
    return `{${written.join(',')}}`;
  }
  if (nullable.name === '_Any') {
    return isJson ? `{"__typename":"Image","id":"${IMAGE}"}` : `{__typename:"Image",id:"${IMAGE}"}`;
  }
  return SCALARS[nullable.name] ?? `"${IMAGE}"`;
}
