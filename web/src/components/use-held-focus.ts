import { type FocusEvent, type RefObject, useEffect, useRef } from 'react';

/** What a part of the page takes to hold the focus. */
interface HeldFocus<Part extends HTMLElement> {
  readonly ref: RefObject<Part | null>;
  readonly tabIndex: -1;
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent<Part>) => void;
}

/**
 * Holds the focus in a part of the page: where the control that has it is taken away, the part takes it itself, and the
 * keyboard goes on from there instead of from the top of the page. For who draws the part anew when the control goes.
 */
export function useHeldFocus<Part extends HTMLElement>(): HeldFocus<Part> {
  const ref = useRef<Part>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  });
  return {
    ref,
    tabIndex: -1,
    onFocus: () => {
      hadFocus.current = true;
    },
    onBlur: (event) => {
      // A control that is taken away blurs towards nothing; only a move elsewhere counts.
      if (event.relatedTarget) hadFocus.current = ref.current?.contains(event.relatedTarget) ?? false;
    },
  };
}
