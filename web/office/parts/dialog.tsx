/**
 * A native modal dialog: focus is held, Escape closes, and focus returns to where it came from. One that is higher than its
 * window begins at its title, which would be out of sight were the focus given to the buttons at its end.
 */
import { useEffect, useId, useRef } from "react";
import type { ReactElement, ReactNode } from "react";

interface DialogProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly close: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, wide, close, children }: DialogProps): ReactElement {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    const isWhole = dialog === null || dialog.scrollHeight <= dialog.clientHeight;
    dialog?.querySelector<HTMLElement>(isWhole ? "[data-first]" : "h2")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={wide ? "wide" : ""}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
