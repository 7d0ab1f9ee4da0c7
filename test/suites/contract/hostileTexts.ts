import { createRandom } from '../../support/random.ts';

/** Text that means something to Glance's parser of filters, to a URL or to a database, and that Glance stores. */
const CHOSEN: readonly string[] = [
  '',
  ' ',
  'plain',
  'ubuntu:22.04',
  'a/b:latest',
  'x:',
  ':x',
  ':',
  '::',
  'eq:plain',
  'neq:plain',
  'gt:1',
  'in:plain,eq:plain',
  'in:"abc"',
  'in:',
  'eq:',
  'eq:in:"abc"',
  'in:"not closed',
  '"quoted"',
  '"',
  '\\"',
  'a,b',
  ',',
  'a\\',
  '\\',
  "it's",
  '100%',
  '%41',
  '%',
  '_',
  'a+b',
  'a b',
  ' both ends ',
  'end ',
  '\ttabs\t',
  'two\nlines',
  '\u001fseparators\u001f',
  '\u00a0no-break\u00a0',
  '\u0085next line\u0085',
  'nul\0',
  'a&limit=1',
  'a;limit=1',
  'a=b',
  'a#b',
  'a?b',
  '..',
  '../v2/images',
  '2020-01-01T00:00:00Z',
  'Default:demo',
  '.hidden',
  'true',
  'null',
  'all',
  '0',
  'Größe',
  'größe',
  '東京',
  'e\u0301',
  '\u00e9',
  '\ufeffmark',
  '<b>&amp;</b>',
  '\u007f',
  'PLAIN',
  'plain ',
  'x'.repeat(255),
  '測'.repeat(255),
  ':'.repeat(255),
];

const ALPHABET = [...':,"\\ %+&;=#?/\'()[]{}<>$*.~^|!@`_-\t\n', 'a', 'Z', '9', 'é', '測', 'in:', 'eq:', '"', ':', ','];

/** All of them are different. */
export function toHostileTexts(seed: number, count: number): readonly string[] {
  const random = createRandom(seed);
  const pick = (): string => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? '';
  const made = Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * 12) }, pick).join(''),
  );
  return [...new Set([...CHOSEN, ...made])];
}
