import type { ProjectChoiceFragment } from '../../generated/graphql.ts';

/** A project to share with, as the user named it. */
export interface Recipient {
  /** Unique for a project ID or a name. */
  readonly key: string;
  /** What the user sees. */
  readonly label: string;
  /** The part of `AddImageMemberInput` that names the project. */
  readonly target: { readonly memberId: string } | { readonly memberName: string };
}

/** 32 hexadecimal digits; also with hyphens or in upper case, because the gateway then says what is wrong with it. */
const PROJECT_ID = /^[0-9a-f-]{32,36}$/i;

/** Member IDs with which an embedded Glance fails on demand. A real cloud has no such projects. */
const TRIGGER = /^sim-/;

export function isProjectId(text: string): boolean {
  return PROJECT_ID.test(text) || TRIGGER.test(text);
}

export function toRecipient(text: string): Recipient {
  if (isProjectId(text)) return { key: text, label: text, target: { memberId: text } };
  return { key: `name:${text}`, label: text, target: { memberName: text } };
}

/** A project that was chosen from a list, so that its ID is known. */
export function fromProject({ id, name }: ProjectChoiceFragment): Recipient {
  return { key: id, label: name, target: { memberId: id } };
}
