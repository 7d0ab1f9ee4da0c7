import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { getOperationAST, type DocumentNode } from 'graphql';
import { expect } from 'vitest';
import { imageMemberId, type ImageMemberKey, type ImageMemberStatus } from '../../src/index.ts';

/** One operation, in whose name it is run, and the whole `data` that it is answered with. */
export interface Step {
  readonly name: string;
  readonly document: DocumentNode;
  readonly isMutation: boolean;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly token: string;
  readonly data: unknown;
}

export const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
export const ID = expect.stringMatching(/^req-[0-9a-f-]{36}$/);

export function step<Variables extends Readonly<Record<string, unknown>>>(
  name: string,
  document: TypedDocumentNode<unknown, Variables>,
  variables: Variables,
  token: string,
  data: unknown,
): Step {
  const isMutation = getOperationAST(document)?.operation === 'mutation';
  return { name, document, isMutation, variables, token, data };
}

export function memberRow(key: ImageMemberKey, status: ImageMemberStatus = 'PENDING') {
  return { __typename: 'ImageMember', id: imageMemberId(key), ...key, status, createdAt: TIME, updatedAt: TIME };
}
