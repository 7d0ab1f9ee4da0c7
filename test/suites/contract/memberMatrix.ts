import type { ActorName, Rbac } from './upstreams.ts';

/** Under `shared` also queued, active, deactivated, protected and hidden: none of these changes a cell. */
export type MatrixVisibility = 'shared' | 'private' | 'community' | 'public';

export interface Operation {
  readonly does: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below the image. */
  readonly path?: string;
  readonly adds?: string;
}

export type OperationName =
  | 'show'
  | 'list'
  | 'showOwn'
  | 'showOther'
  | 'putOwn'
  | 'putOther'
  | 'putNone'
  | 'postNew'
  | 'postDup'
  | 'delOwn'
  | 'delNone';

export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  show: { does: 'show the image', method: 'GET' },
  list: { does: 'list the members', method: 'GET', path: '/members' },
  showOwn: { does: "show beta's row", method: 'GET', path: '/members/{beta}' },
  showOther: { does: "show the other member's row", method: 'GET', path: '/members/other' },
  putOwn: { does: "set the status of beta's row", method: 'PUT', path: '/members/{beta}' },
  putOther: { does: "set the status of the other member's row", method: 'PUT', path: '/members/other' },
  putNone: { does: 'set the status of a member that is none', method: 'PUT', path: '/members/nobody' },
  postNew: { does: 'add a member', method: 'POST', path: '/members', adds: 'newcomer' },
  postDup: { does: 'add a member again', method: 'POST', path: '/members', adds: '{beta}' },
  delOwn: { does: "remove beta's row", method: 'DELETE', path: '/members/{beta}' },
  delNone: { does: 'remove a member that is none', method: 'DELETE', path: '/members/nobody' },
};

/** What each of `toExpectation` means is written there. */
const SECURE_SHARED = `
            | show    | list    | showOwn | showOther | putOwn  | putOther | putNone | postNew | postDup | delOwn  | delNone
admin       | ok      | both    | ok      | ok        | ok      | ok       | no row  | ok      | again   | ok      | no row
alpha       | ok      | both    | ok      | ok        | policy  | policy   | no row  | ok      | again   | ok      | no row
alphaReader | ok      | both    | ok      | ok        | policy  | policy   | no row  | policy  | policy  | policy  | no row
beta        | ok      | beta    | ok      | no row    | ok      | no row   | no row  | policy  | policy  | policy  | no row
betaReader  | ok      | beta    | ok      | no row    | policy  | no row   | no row  | policy  | policy  | policy  | no row
gamma       | no image for all
unscoped    | no image for all`;

const LEGACY_SHARED = `
            | show    | list    | showOwn | showOther | putOwn  | putOther | putNone | postNew | postDup | delOwn  | delNone
admin       | ok      | both    | ok      | ok        | ok      | ok       | no row  | ok      | again   | ok      | no row
alpha       | ok      | both    | ok      | ok        | rule    | rule     | rule    | ok      | again   | ok      | no row
alphaReader | ok      | both    | ok      | ok        | rule    | rule     | rule    | ok      | again   | ok      | no row
beta        | ok      | beta    | ok      | no row    | ok      | no row   | no row  | rule    | rule    | rule    | rule
betaReader  | ok      | beta    | ok      | no row    | ok      | no row   | no row  | rule    | rule    | rule    | rule
gamma       | no image for all
unscoped    | no image for all`;

/** Members of before see nothing of an image that became private, and the owner can do nothing about them. */
const PRIVATE = `
            | show    | list     | showOwn  | showOther | putOwn  | putOther | putNone | postNew | postDup | delOwn  | delNone
admin       | ok      | unshared | unshared | unshared  | rule    | rule     | rule    | rule    | rule    | rule    | rule
alpha       | ok      | unshared | unshared | unshared  | rule    | rule     | rule    | rule    | rule    | rule    | rule
alphaReader | ok      | unshared | unshared | unshared  | rule    | rule     | rule    | rule    | rule    | rule    | rule
beta        | no image for all
betaReader  | no image for all
gamma       | no image for all
unscoped    | no image for all`;

/** Public and community. */
const SECURE_OPEN = `
            | show     | list     | showOwn  | showOther | putOwn | putOther | putNone | postNew | postDup | delOwn  | delNone
admin       | ok       | unshared | unshared | unshared  | rule   | rule     | rule    | rule    | rule    | rule    | rule
alpha       | ok       | unshared | unshared | unshared  | rule   | rule     | rule    | rule    | rule    | rule    | rule
alphaReader | ok       | unshared | unshared | unshared  | rule   | rule     | rule    | rule    | rule    | rule    | rule
beta        | ok       | unshared | unshared | unshared  | rule   | rule     | rule    | rule    | rule    | rule    | rule
betaReader  | ok       | unshared | unshared | unshared  | rule   | rule     | rule    | rule    | rule    | rule    | rule
gamma       | ok       | unshared | unshared | unshared  | rule   | rule     | rule    | rule    | rule    | rule    | rule
unscoped    | no route | unshared | unshared | unshared  | rule   | rule     | rule    | rule    | rule    | rule    | rule`;

const LEGACY_OPEN = SECURE_OPEN.replace('no route', 'ok');

const TABLES: Readonly<Record<Rbac, Readonly<Record<MatrixVisibility, string>>>> = {
  new: { shared: SECURE_SHARED, private: PRIVATE, community: SECURE_OPEN, public: SECURE_OPEN },
  legacy: { shared: LEGACY_SHARED, private: PRIVATE, community: LEGACY_OPEN, public: LEGACY_OPEN },
};

export interface Cell {
  readonly actor: ActorName;
  readonly operation: OperationName;
  /** A word of the table. */
  readonly outcome: string;
}

export function readMatrix(rbac: Rbac, visibility: MatrixVisibility): Cell[] {
  const [head = '', ...lines] = TABLES[rbac][visibility].trim().split('\n');
  const names = toWords(head).slice(1);
  return lines.flatMap((line) => {
    const [actor = '', ...outcomes] = toWords(line);
    const isForAll = outcomes[0] === 'no image for all';
    return names.map((name, index) => {
      const outcome = isForAll ? 'no image' : outcomes[index];
      if (!isActor(actor) || !isOperation(name) || outcome === undefined) throw new Error(`unreadable: ${line}`);
      return { actor, operation: name, outcome };
    });
  });
}

/** Status and either the message of the error or the body, in which ids and times stand in braces. */
export function toExpectation({ operation, outcome }: Cell): { status: number; says?: unknown } {
  const { method } = OPERATIONS[operation];
  const says = (status: number, text: string) => ({ status, says: text });
  switch (outcome) {
    case 'ok':
      return toSuccess(operation);
    case 'both':
      return { status: 200, says: { members: [toRow('{beta}'), toRow('other')], schema: '/v2/schemas/members' } };
    case 'beta':
      return { status: 200, says: { members: [toRow('{beta}')], schema: '/v2/schemas/members' } };
    case 'policy':
      return says(403, `You are not authorized to complete ${ACTION_BY_METHOD[method]}_member action.`);
    case 'rule':
      return says(403, `Not allowed to ${VERB_BY_METHOD[method]} members for image {image}.`);
    case 'unshared':
      if (operation === 'list') {
        return says(403, 'Not allowed to list members for image {image}: Only shared images have members.');
      }
      return says(404, 'Only shared images have members.');
    case 'no image':
      return says(404, operation === 'show' ? 'No image found with ID {image}' : 'Image {image} not found.');
    case 'no row':
      return says(404, `${memberOf(operation)} not found in the member list of the image {image}.`);
    case 'no route':
      return says(404, 'The resource could not be found.');
    case 'again':
      return says(409, 'Member {beta} is duplicated for image {image}');
    default:
      throw new Error(`unknown outcome ${outcome}`);
  }
}

const ACTION_BY_METHOD = { GET: 'get', PUT: 'modify', POST: 'add', DELETE: 'delete' };
const VERB_BY_METHOD = { GET: 'list', PUT: 'update', POST: 'create', DELETE: 'delete' };

/** The answer to `show` is the image, which is compared elsewhere. */
function toSuccess(operation: OperationName): { status: number; says?: unknown } {
  if (operation === 'show') return { status: 200 };
  switch (OPERATIONS[operation].method) {
    case 'DELETE':
      return { status: 204, says: '' };
    case 'POST':
      return { status: 200, says: toRow('newcomer') };
    case 'PUT':
      return { status: 200, says: toRow(memberOf(operation), 'accepted') };
    case 'GET':
      return { status: 200, says: toRow(memberOf(operation)) };
  }
}

function toRow(member: string, status = 'pending'): unknown {
  return {
    member_id: member,
    image_id: '{image}',
    status,
    created_at: '{time}',
    updated_at: '{time}',
    schema: '/v2/schemas/member',
  };
}

function memberOf(operation: OperationName): string {
  return (OPERATIONS[operation].path ?? '').replace('/members/', '');
}

function toWords(line: string): string[] {
  return line.split('|').map((word) => word.trim());
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

function isActor(name: string): name is ActorName {
  return ['admin', 'alpha', 'alphaReader', 'beta', 'betaReader', 'gamma', 'unscoped'].includes(name);
}
