import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/**
 * Whether every row has to stand in the page: while it is printed, and from the moment somebody opens the browser's own
 * search until another list is shown.
 */
export function useWholeList(list: string): boolean {
  const [searched, setSearched] = useState<string | null>(null);
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // The browser looks at the page as soon as the event has been told, so that the rows have to be there by then.
    const print = (): void => flushSync(() => setPrinting(true));
    const printed = (): void => setPrinting(false);
    const search = (event: KeyboardEvent): void => {
      const isSearch = event.key === "F3" || ((event.ctrlKey || event.metaKey) && /^[fg]$/i.test(event.key));
      if (isSearch) flushSync(() => setSearched(list));
    };
    addEventListener("beforeprint", print);
    addEventListener("afterprint", printed);
    addEventListener("keydown", search);
    return () => {
      removeEventListener("beforeprint", print);
      removeEventListener("afterprint", printed);
      removeEventListener("keydown", search);
    };
  }, [list]);
  return isPrinting || searched === list;
}
