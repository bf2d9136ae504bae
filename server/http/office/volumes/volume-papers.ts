import { DOCUMENTS_FOLDER, volumeReports } from "../../../exports/volume-reports.ts";
import type { Deps } from "../../../services/deps.ts";
import { SHEET_FILE } from "../../../services/verify/verification-extract.ts";
import type { VolumePapers } from "../../../services/volume/make-volume.ts";
import { roundPack } from "../documents/after-pack.ts";

/** What people read in a 归档包: the documents as they are released, without texts, and what was recounted. */
export const volumePapers = (deps: Deps): VolumePapers => ({
  async *documents(standing, madeOn, progress) {
    for await (const { name, bytes } of roundPack(deps, standing, madeOn, progress)) {
      // The volume has the sheet at its top.
      if (name !== SHEET_FILE) yield { path: `${DOCUMENTS_FOLDER}/${name}`, bytes };
    }
  },
  reports: volumeReports,
});
