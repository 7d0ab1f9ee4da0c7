import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Values come checked from the decoder of the image service's rows. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  serialize: String,
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : null),
});

function parseDateTime(value: unknown): string {
  if (typeof value === 'string' && /(Z|[+-]\d\d:\d\d)$/.test(value)) {
    const time = Date.parse(value);
    if (!Number.isNaN(time)) return new Date(time).toISOString();
  }
  throw new GraphQLError('A DateTime must be an RFC 3339 string with an offset.');
}

export const SafeInt = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  serialize: toSafeInteger,
  parseValue: toSafeInteger,
  parseLiteral: (node) => toSafeInteger(node.kind === Kind.INT ? Number(node.value) : null),
});

function toSafeInteger(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new GraphQLError('A SafeInt must be a whole number between -(2^53)+1 and (2^53)-1.');
}
