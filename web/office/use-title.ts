import { useEffect } from "react";
import { common } from "../text/console.ts";

/** The name of the page in the browser's tab. */
export function useTitle(page: string): void {
  useEffect(() => {
    document.title = common.title(page);
  }, [page]);
}
