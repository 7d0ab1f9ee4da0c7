import { Kind, type GraphQLObjectType } from 'graphql';
import { ExpectedError } from '../../lib/expectedError.ts';

/** The error for a wrong representation of an entity. Becomes `BAD_USER_INPUT`. */
export class RepresentationError extends ExpectedError {
  override readonly name = 'RepresentationError' as const;
}

/** The error for a representation, or null for a good one. Equal mistakes have the same error object. */
export type RepresentationCheck = (representation: unknown) => RepresentationError | null;

interface Key {
  readonly name: string;
  readonly error: RepresentationError;
}

/** Creates a check that a representation names one of the types, and has each key of the type as a text. */
export function createRepresentationCheck(types: readonly GraphQLObjectType[]): RepresentationCheck {
  const noType = new RepresentationError('The __typename of a representation must be that of an entity.');
  const keysByType = new Map<unknown, readonly Key[]>(types.map((type) => [type.name, readKeys(type)]));
  return (representation) => {
    const keys = keysByType.get(readField(representation, '__typename'));
    if (!keys) return noType;
    return keys.find(({ name }) => typeof readField(representation, name) !== 'string')?.error ?? null;
  };
}

/** The fields that the type's `@key` names. Every such field is an ID. */
function readKeys({ name: type, astNode }: GraphQLObjectType): readonly Key[] {
  const key = astNode?.directives?.find(({ name }) => name.value === 'key');
  const fields = key?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  const names = fields?.kind === Kind.STRING ? fields.value.split(' ') : [];
  return names.map((name) => ({
    name,
    error: new RepresentationError(`The representation of ${type} must have ${name} as a text.`),
  }));
}

function readField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
