import type { Context } from "hono";
import type { Deps } from "../../../services/deps.ts";
import { noteExport } from "../../../services/documents/note-export.ts";
import { actorOf, type OfficeEnv } from "../session.ts";

/**
 * Puts on record that a file goes out to whoever asks, before it does (`documents.downloaded`). Every GET that hands a file
 * out calls this, or has its reason in `tests/journeys/downloads.test.ts`.
 *
 * @param about id of the round, poll or form; `register` or `audit`; the fingerprint whose parcel it is
 * @param title of the file, with its ending
 */
export const noteFile = (deps: Deps, c: Context<OfficeEnv>, about: string, title: string): Promise<void> =>
  noteExport(deps, actorOf(c), about, "documents.downloaded", { title });
