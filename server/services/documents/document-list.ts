import { Problem } from "../../core/problem.ts";
import type { DocumentContent, DocumentKind, PrintedDocument } from "../../core/documents/document.ts";
import { sealSteps } from "../../core/documents/seal-document.ts";
import { inSlices } from "./in-slices.ts";

/** One document that can be made now; its content is made when somebody asks for it. */
export interface ListedDocument {
  /** Unique within its round or unit: team-table.leadership-team. */
  readonly key: string;
  readonly kind: DocumentKind;
  readonly title: string;
  /** What people wrote is in it: for group and office only. */
  readonly hasTexts: boolean;
  /** Of a unit's documents: what scoring and review made of it is in it, for a viewer once the grade is approved. */
  readonly hasScore?: boolean;
  make(): Promise<DocumentContent> | DocumentContent;
}

/** Makes and seals one of them. @param madeOn local day */
export const makeDocument = async (listed: ListedDocument, madeOn: string): Promise<PrintedDocument> =>
  inSlices(sealSteps(await listed.make(), madeOn));

/** @throws Problem request.not-found */
export function documentByKey(all: readonly ListedDocument[], key: string): ListedDocument {
  const found = all.find((one) => one.key === key);
  if (!found) throw new Problem("request.not-found", {});
  return found;
}
