import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isRequiredArgument,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Choice } from './randomChoice.ts';
import { createJson, createLiteral } from './randomValue.ts';

/** Names that mean something to JavaScript, to graphql-jit or to the schema. */
const ALIASES = [
  ...['constructor', 'then', 'toString', 'valueOf', 'class', 'length', '__proto__', 'hasOwnProperty', 'a', 'b', 'c'],
  ...['id', 'name', 'index', 'idx0', '__context', '__parent', 'a_b', 'image', 'nodes', 'x', 'y', 'z'],
];
const MAX_DEPTH = 4;
/** What fragments are of: whatever types a document can spread one in. */
const FRAGMENT_TYPES = [
  ...['Image', 'Image', 'Image', 'ImageMember', 'ImageMember', 'ImageServiceError', 'ImageServiceError', '_Entity'],
  ...[
    'AddImageMemberResult',
    'UpdateImageMemberResult',
    'AddImageMemberSuccess',
    'ImageConnection',
    'Query',
    'Project',
  ],
];

export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Fragment {
  readonly name: string;
  readonly type: GraphQLCompositeType;
  readonly text: string;
}

interface Variable {
  readonly definition: string;
  /** Undefined: the client leaves it out. */
  readonly value: unknown;
}

/** A query or mutation, nearly always valid, with fragments, aliases, conditions and variables of every kind. */
export function createRandomOperation(schema: GraphQLSchema, choice: Choice): RandomOperation {
  return new Writer(schema, choice).write();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #choice: Choice;
  readonly #fragments: Fragment[] = [];
  readonly #variables = new Map<string, Variable>();
  /** What each response name stands for: two fields of one name must ask for the same. */
  readonly #meanings = new Map<string, string>();
  /** How often something has a condition. */
  readonly #conditions: number;
  readonly #literalConditions: number;
  readonly #wrong: number;

  constructor(schema: GraphQLSchema, choice: Choice) {
    this.#schema = schema;
    this.#choice = choice;
    this.#conditions = choice.pick([0, 0, 0.1, 0.3]);
    this.#literalConditions = choice.pick([0.2, 1]);
    this.#wrong = choice.pick([0, 0, 0, 0.03, 0.3]);
  }

  write(): RandomOperation {
    const count = this.#choice.below(5);
    for (let number = 0; number < count; number += 1) this.#addFragment(`F${number}`);
    const isMutation = this.#choice.chance(0.3);
    const root = isMutation ? this.#schema.getMutationType() : this.#schema.getQueryType();
    if (!root) throw new Error('the schema has no such root');
    const selection = this.#toSelection(root, 1);
    const body = [selection, ...this.#findUsed(selection)].join('\n');
    const used = [...this.#variables].filter(([key]) => new RegExp(`[$]${key}\\b`).test(body));
    const definitions = used.map(([, { definition }]) => definition).join(', ');
    const given = used.filter(([, { value }]) => value !== undefined);
    return {
      query: `${isMutation ? 'mutation' : 'query'}${definitions === '' ? '' : ` (${definitions})`} ${body}`,
      variables: Object.fromEntries(given.map(([key, { value }]) => [key, value])),
    };
  }

  #addFragment(name: string): void {
    const type = this.#schema.getType(this.#choice.pick(FRAGMENT_TYPES));
    if (!isCompositeType(type)) throw new Error('no type for a fragment');
    // Before it is known: a fragment spreads only those that came before it.
    const text = `fragment ${name} on ${type.name} ${this.#toSelection(type, MAX_DEPTH - 1)}`;
    this.#fragments.push({ name, type, text });
  }

  #findUsed(text: string): string[] {
    const used: string[] = [];
    let seen = text;
    for (const { name, text: fragment } of this.#fragments.toReversed()) {
      if (!new RegExp(`[.]{3}${name}\\b`).test(seen)) continue;
      used.push(fragment);
      seen += fragment;
    }
    return used;
  }

  #toSelection(type: GraphQLCompositeType, depth: number): string {
    const parts = this.#toFields(type, depth);
    const others = isUnionType(type) || this.#choice.chance(0.3) ? this.#findOverlapping(type) : [];
    for (const other of others) {
      if (!this.#choice.chance(isUnionType(type) ? 0.6 : 0.4)) continue;
      const condition = other === type && this.#choice.chance(0.5) ? '' : ` on ${other.name}`;
      parts.push(`...${condition}${this.#toCondition()} { ${this.#toFields(other, depth).join(' ')} }`);
    }
    for (const fragment of this.#fragments) {
      if (!doTypesOverlap(this.#schema, fragment.type, type) || depth > MAX_DEPTH) continue;
      const times = this.#choice.pick([0, 1, 1, 2]);
      for (let time = 0; time < times; time += 1) parts.push(`...${fragment.name}${this.#toCondition()}`);
    }
    if (parts.length === 0) parts.push('__typename');
    return `{ ${parts.toSorted(() => this.#choice.below(3) - 1).join(' ')} }`;
  }

  #findOverlapping(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const types = Object.values(this.#schema.getTypeMap()).filter((other) => isCompositeType(other));
    return types.filter((other) => !other.name.startsWith('__') && doTypesOverlap(this.#schema, type, other));
  }

  #toFields(type: GraphQLCompositeType, depth: number): string[] {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields()).filter(({ name }) => name !== '_service');
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const branches = fields.filter((field) => isCompositeType(getNamedType(field.type)));
    const chosen = [
      ...leaves.filter(() => this.#choice.chance(0.25)),
      ...(depth < MAX_DEPTH ? branches.filter(() => this.#choice.chance(0.35)) : []),
    ];
    if (chosen.length > 0 && this.#choice.chance(0.3)) chosen.push(this.#choice.pick(chosen));
    const written = chosen.flatMap((field) => this.#toField(field, depth));
    if (written.length === 0 || this.#choice.chance(0.5)) written.push(`__typename${this.#toCondition()}`);
    return written;
  }

  /** Empty where no name is left for it. */
  #toField({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string[] {
    const text = `${name}${this.#toArguments(args)}`;
    const aliases = this.#choice.chance(0.2) ? [this.#choice.pick(ALIASES), name] : [name];
    const meaning = `${text}: ${String(type)}`;
    const free = [...aliases, this.#choice.pick(ALIASES)].find(
      (one) => (this.#meanings.get(one) ?? meaning) === meaning,
    );
    if (free === undefined) return [];
    this.#meanings.set(free, meaning);
    const below = getNamedType(type);
    const selection = isCompositeType(below) ? ` ${this.#toSelection(below, depth + 1)}` : '';
    return [`${free === name ? '' : `${free}: `}${text}${this.#toCondition()}${selection}`];
  }

  #toArguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter((argument) => isRequiredArgument(argument) || this.#choice.chance(0.5));
    const texts = given.map(({ name, type }) => {
      const value = createLiteral(this.#choice, type, name, (inner) => this.#toVariable(inner, name));
      return `${name}: ${value}`;
    });
    return texts.length > 0 ? `(${texts.join(', ')})` : '';
  }

  #toCondition(): string {
    if (!this.#choice.chance(this.#conditions)) return '';
    const boolean = this.#schema.getType('Boolean');
    if (!boolean || !('parseValue' in boolean)) throw new Error('no Boolean');
    const name = this.#choice.pick(['include', 'skip']);
    const usual = name === 'include' ? 'true' : 'false';
    const value = this.#choice.chance(this.#literalConditions)
      ? this.#choice.pick(['true', 'false', usual, usual])
      : (this.#toVariable(boolean, 'if', true) ?? usual);
    const second = this.#choice.chance(0.1) ? ` @${name === 'include' ? 'skip(if: false)' : 'include(if: true)'}` : '';
    return ` @${name}(if: ${value})${second}`;
  }

  /** One that is known, or a new one: required, defaulted or neither, and given, null, missing or wrong. */
  #toVariable(type: GraphQLInputType, name: string, mustBeSet = isNonNullType(type)): string | null {
    const inner = isNonNullType(type) ? type.ofType : type;
    const key = `v${String(inner).replaceAll(/\W/g, 'L')}${this.#choice.below(2)}`;
    const required = `${String(inner)}!`;
    const known = this.#variables.get(key);
    if (known) return known.definition.includes('!') || known.definition.includes('=') || !mustBeSet ? `$${key}` : null;
    const fallback = createLiteral(this.#choice, inner, name, () => null);
    const kinds = [required, ...(mustBeSet && fallback === 'null' ? [] : [`${String(inner)} = ${fallback}`])];
    const declared = this.#choice.pick(mustBeSet ? kinds : [...kinds, String(inner)]);
    const value = this.#toVariableValue(inner, name, declared);
    this.#variables.set(key, { definition: `$${key}: ${declared}`, value });
    return `$${key}`;
  }

  #toVariableValue(type: GraphQLInputType, name: string, declared: string): unknown {
    const mayBeUnset = this.#wrong > 0 || !declared.endsWith('!');
    if (mayBeUnset && this.#choice.chance(0.1)) return null;
    if (mayBeUnset && this.#choice.chance(0.1)) return undefined;
    return createJson(this.#choice, type, name, this.#wrong);
  }
}
