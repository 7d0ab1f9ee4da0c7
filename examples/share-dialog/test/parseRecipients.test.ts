import { describe, expect, it } from 'vitest';
import { parseRecipients } from '../src/sharing/recipients/parseRecipients.ts';

const [ONE, TWO, THREE] = ['1'.repeat(32), '2'.repeat(32), '3'.repeat(32)] as const;

const targets = (text: string): readonly unknown[] => parseRecipients(text).recipients.map(({ target }) => target);

describe('parseRecipients', () => {
  it('takes what a person pastes: a column, a list with commas, a mixture', () => {
    expect(targets(` ${ONE}\r\n${TWO},studio;sim-429\t\tfilm crew , ${THREE}\n`)).toEqual([
      { memberId: ONE },
      { memberId: TWO },
      { memberName: 'studio' },
      { memberId: 'sim-429' },
      { memberName: 'film crew' },
      { memberId: THREE },
    ]);
  });

  it('splits project IDs at spaces, and leaves names with spaces whole', () => {
    expect(targets(`${ONE} ${TWO}`)).toEqual([{ memberId: ONE }, { memberId: TWO }]);
    expect(targets(`team ${ONE}`)).toEqual([{ memberName: `team ${ONE}` }]);
  });

  it('leaves a misspelt ID to the gateway, which says what is wrong with it', () => {
    const withHyphens = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
    expect(targets(`${withHyphens}, ${'A'.repeat(32)}`)).toEqual([
      { memberId: withHyphens },
      { memberId: 'A'.repeat(32) },
    ]);
  });

  it('keeps each project once, at its first place, and counts the others', () => {
    const { recipients, repeated } = parseRecipients('b, a, b, c, a, b');
    expect(recipients.map(({ label }) => label)).toEqual(['b', 'a', 'c']);
    expect(repeated).toBe(3);
  });

  it.each([[''], [' \n,;\t ']])('finds nothing in %j', (text) => {
    expect(parseRecipients(text)).toEqual({ recipients: [], repeated: 0 });
  });
});
