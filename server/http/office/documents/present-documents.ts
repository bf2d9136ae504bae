import { formatsOf } from "../../../exports/document-files.ts";
import type { ListedDocument } from "../../../services/documents/document-list.ts";
import type { UnitStanding } from "../../../services/score-round.ts";
import type { ListedDocumentAnswer, UnitDocumentsAnswer } from "../answers-documents.ts";

export const presentListed = ({ key, kind, title, hasTexts }: ListedDocument): ListedDocumentAnswer => ({
  key,
  title,
  hasTexts,
  formats: formatsOf(kind),
});

/** @param listed [] while the poll is open */
export const presentUnitDocuments = (
  { unit, poll }: UnitStanding,
  listed: readonly ListedDocument[],
): UnitDocumentsAnswer => ({
  unit: { id: unit.id, name: unit.name, group: unit.group },
  poll: poll && poll.id,
  state: poll?.state ?? "draft",
  documents: listed.map(presentListed),
});
