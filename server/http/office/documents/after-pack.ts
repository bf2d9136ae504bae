import { unitFolderName } from "../../../core/documents/file-name.ts";
import { packEntries } from "../../../exports/document-pack.ts";
import type { ZipEntry } from "../../../exports/zip.ts";
import type { Deps } from "../../../services/deps.ts";
import { type ListedDocument, makeDocument } from "../../../services/documents/document-list.ts";
import { roundDocuments } from "../../../services/documents/round-documents.ts";
import { unitDocuments } from "../../../services/documents/unit-documents.ts";
import { roundSheet } from "../../../services/round-sheet.ts";
import type { RoundStanding, UnitStanding } from "../../../services/score-round.ts";

interface PackSettings {
  /** Local day. */
  readonly madeOn: string;
  /** Folder of the archive; "" = its top. */
  readonly folder: string;
  /** Those that this reader may have; absent: all. */
  readonly mayRead?: (listed: ListedDocument) => boolean;
}

/** All documents about one closed poll but those with texts. */
export async function* unitPack(
  deps: Deps,
  standing: RoundStanding,
  unit: UnitStanding,
  { madeOn, folder, mayRead = () => true }: PackSettings,
): AsyncGenerator<ZipEntry, void, undefined> {
  for (const listed of await unitDocuments(deps, standing, unit)) {
    if (!listed.hasTexts && mayRead(listed)) yield* packEntries(await makeDocument(listed, madeOn), folder);
  }
}

/** The documents of a round, a folder for each closed unit, and the sheet that binds them. */
export async function* roundPack(
  deps: Deps,
  standing: RoundStanding,
  madeOn: string,
  progress: (done: number, of: number) => void,
): AsyncGenerator<ZipEntry, void, undefined> {
  for (const listed of roundDocuments(deps, standing))
    yield* packEntries(await makeDocument(listed, madeOn), "");
  const closed = standing.units.filter(({ release }) => release !== null);
  for (const [at, unit] of closed.entries()) {
    yield* unitPack(deps, standing, unit, { madeOn, folder: unitFolderName(unit.unit.name) });
    progress(at + 1, closed.length);
  }
  const sheet = await roundSheet(deps, standing);
  if (sheet) yield { name: "sheet.json", bytes: new TextEncoder().encode(sheet.text) };
}
