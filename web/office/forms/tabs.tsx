/** Three ways to look at a form that is being written; arrow keys move between them. */
import { useRef } from "react";
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { editText as text } from "../../text/forms.ts";

export type Tab = keyof typeof text.tabs;

interface TabsProps {
  readonly tab: Tab;
  readonly choose: (tab: Tab) => void;
  readonly hasChanges: boolean;
  readonly children: ReactNode;
}

export function Tabs({ tab, choose, hasChanges, children }: TabsProps): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  const tabs = (Object.keys(text.tabs) as Tab[]).filter((one) => hasChanges || one !== "changes");
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? tabs.length - 1 : 0;
    if (by === 0) return;
    const next = tabs[(tabs.indexOf(tab) + by) % tabs.length]!;
    choose(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <section className="panel tabs">
      <div role="tablist" aria-label={text.tabsName} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`tab-${one}`}
            aria-selected={one === tab}
            aria-controls="tab-panel"
            tabIndex={one === tab ? 0 : -1}
            onClick={() => choose(one)}
          >
            {text.tabs[one]}
          </button>
        ))}
      </div>
      <div className="in" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        {children}
      </div>
    </section>
  );
}
