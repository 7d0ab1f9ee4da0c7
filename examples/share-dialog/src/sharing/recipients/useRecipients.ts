import { useState } from 'react';
import { parseRecipients, SEPARATOR } from './parseRecipients.ts';
import type { Recipient } from './recipient.ts';

/** The projects that the user has named, and the text of the next one. */
export interface Recipients {
  readonly chosen: readonly Recipient[];
  readonly text: string;
  /** How many repetitions were left out. */
  readonly repeated: number;
  /** Sets the text. What stands before its last separator is added to the chosen ones. */
  type(text: string): void;
  /** Adds all projects of a text. */
  add(text: string): void;
  choose(recipient: Recipient): void;
  remove(key: string): void;
  /** Puts the text of a recipient back into the input. Text that is there becomes a chosen one. */
  edit(recipient: Recipient): void;
  clear(): void;
}

export function useRecipients(): Recipients {
  const [chosen, setChosen] = useState<readonly Recipient[]>([]);
  const [text, setText] = useState('');
  const [repeated, setRepeated] = useState(0);

  function addAll(added: readonly Recipient[], alreadyRepeated: number): void {
    const known = new Set(chosen.map(({ key }) => key));
    const fresh = added.filter(({ key }) => !known.has(key));
    setChosen([...chosen, ...fresh]);
    setRepeated(alreadyRepeated + added.length - fresh.length);
  }
  function add(newText: string): void {
    const parsed = parseRecipients(newText);
    addAll(parsed.recipients, parsed.repeated);
    setText('');
  }
  return {
    chosen,
    text,
    repeated,
    add,
    type(newText) {
      const rest = newText.split(SEPARATOR).at(-1) ?? '';
      if (rest !== newText) add(newText.slice(0, newText.length - rest.length));
      setText(rest.trimStart());
    },
    choose(recipient) {
      addAll([recipient], 0);
      setText('');
    },
    remove: (key) => setChosen(chosen.filter((recipient) => recipient.key !== key)),
    edit(recipient) {
      if (text.trim() !== '') add(text);
      setText('memberId' in recipient.target ? recipient.target.memberId : recipient.label);
    },
    clear() {
      setChosen([]);
      setText('');
      setRepeated(0);
    },
  };
}
