import type { DocumentKind } from "../core/documents/document.ts";

/** What is signed or taken along as one page, however long the names are. */
export const ONE_PAGE_KINDS: ReadonlySet<DocumentKind> = new Set([
  "roll-sheet",
  "recount",
  "ticket-procedure",
]);
