import { GlanceError, type UnresolvedMember } from '../errors.ts';

const MESSAGES: Readonly<Record<UnresolvedMember['reason'], string>> = {
  notFound: 'No project of the domain has this name.',
  ambiguous: 'Projects of several domains have this name. Name the domain, or share with the ID of the project.',
  notVerifiable:
    'Nobody can tell the ID of a project with this name: it is none of your own projects, and you may not look at others.',
};

/** The error for a name that is not that of one project. */
export function createUnresolved(
  reason: UnresolvedMember['reason'],
  candidates: UnresolvedMember['candidates'] = [],
): GlanceError {
  return new GlanceError('memberUnresolved', { message: MESSAGES[reason], unresolved: { reason, candidates } });
}
