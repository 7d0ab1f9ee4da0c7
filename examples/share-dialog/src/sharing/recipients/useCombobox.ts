import { useState, type KeyboardEvent } from 'react';

interface Combobox<Option> {
  readonly isOpen: boolean;
  /** Index of the highlighted option; -1 for none. */
  readonly active: number;
  open(): void;
  close(): void;
  choose(option: Option): void;
  /** @returns whether the key was used up */
  handleKey(event: KeyboardEvent): boolean;
}

/** The state and the keys of a combobox, as in the pattern "Combobox" of the ARIA Authoring Practices Guide. */
export function useCombobox<Option>(options: readonly Option[], onChoose: (option: Option) => void): Combobox<Option> {
  const [isWanted, setIsWanted] = useState(false);
  const [wished, setWished] = useState(-1);
  const isOpen = isWanted && options.length > 0;
  const active = isOpen && wished < options.length ? wished : -1;

  function open(): void {
    setIsWanted(true);
    setWished(-1);
  }
  function close(): void {
    setIsWanted(false);
    setWished(-1);
  }
  function choose(option: Option): void {
    close();
    onChoose(option);
  }
  /** Goes round: after the last option comes the text, then the first option. */
  function move(step: 1 | -1): void {
    const places = options.length + 1;
    setIsWanted(true);
    setWished(((active + 1 + step + places) % places) - 1);
  }

  function handleKey(event: KeyboardEvent): boolean {
    const option = options[active];
    switch (event.key) {
      case 'ArrowDown':
        move(1);
        return true;
      case 'ArrowUp':
        move(-1);
        return true;
      case 'Enter':
        if (option === undefined || event.ctrlKey || event.metaKey) return false;
        choose(option);
        return true;
      case 'Escape':
        if (!isOpen) return false;
        close();
        return true;
      default:
        return false;
    }
  }

  return { isOpen, active, open, close, choose, handleKey };
}
