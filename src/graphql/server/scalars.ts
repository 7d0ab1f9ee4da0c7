import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Does not check values of the image service, because the decoder of its rows has checked them. */
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

/** A whole number. A value that a JavaScript number cannot hold exactly is a text of its digits. */
export const SafeInt = new GraphQLScalarType<number | string, number | string>({
  name: 'SafeInt',
  serialize: toSafeInt,
  parseValue: toSafeInt,
  parseLiteral: (node) => toSafeInt(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : null),
});

const WHOLE_NUMBER = /^-?\d{1,64}$/;

/** The same result for a number and for a text with the same digits. */
function toSafeInt(value: unknown): number | string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value !== 'string' || !WHOLE_NUMBER.test(value)) {
    throw new GraphQLError('A SafeInt must be a whole number, as digits in a string beyond (2^53)-1.');
  }
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
