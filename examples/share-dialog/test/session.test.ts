import { describe, expect, it } from 'vitest';
import { createSession, type Session } from '../src/session/session.ts';

const who = { projectId: 'alpha-id', projectName: 'alpha', userName: 'alice' };

function createSignedIn(): { session: Session; phases: string[] } {
  const session = createSession();
  const phases: string[] = [];
  session.subscribe(() => phases.push(session.getState().phase));
  session.signIn({ ...who, token: 'first' });
  return { session, phases };
}

describe('session', () => {
  it('asks once, however many operations were refused, and lets all of them go on', async () => {
    const { session, phases } = createSignedIn();
    const renewals = Promise.all([session.renew('first'), session.renew('first'), session.renew('first')]);
    session.signIn({ ...who, token: 'second' });
    expect(await renewals).toEqual([true, true, true]);
    expect(phases).toEqual(['signedIn', 'expired', 'signedIn']);
    expect(session.readToken()).toBe('second');
  });

  it('does not ask again for an operation that was refused with an older token', async () => {
    const { session, phases } = createSignedIn();
    session.signIn({ ...who, token: 'second' });
    expect(await session.renew('first')).toBe(true);
    expect(phases).toEqual(['signedIn', 'signedIn']);
  });

  it('has no token in its state', () => {
    expect(createSignedIn().session.getState()).toEqual({ phase: 'signedIn', who });
  });

  it('lets the operations fail when the user gives up, and asks again for the next one', async () => {
    const { session, phases } = createSignedIn();
    const renewal = session.renew('first');
    session.giveUp();
    expect(await renewal).toBe(false);
    void session.renew('first');
    expect(phases).toEqual(['signedIn', 'expired', 'signedIn', 'expired']);
  });

  it('forgets the token and lets the operations fail when the user signs out', async () => {
    const { session } = createSignedIn();
    const renewal = session.renew('first');
    session.signOut();
    expect(await renewal).toBe(false);
    expect(await session.renew('first')).toBe(false);
    expect(session.readToken()).toBe('');
    expect(session.getState()).toEqual({ phase: 'signedOut' });
  });
});
