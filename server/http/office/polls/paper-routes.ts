import { Hono } from "hono";
import { fileTitles } from "../../../core/documents/file-name.ts";
import { streamPaperForms } from "../../../exports/paper-forms-pdf.ts";
import type { Deps } from "../../../services/deps.ts";
import { readPaperForms } from "../../../services/paper-forms.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { type OfficeEnv, pollOf, requireActing } from "../session.ts";
import { sendDrawing } from "./send-drawing.ts";

/** Paper: blank forms of a bag. */
export function paperRoutes(deps: Deps) {
  return new Hono<OfficeEnv>().get(
    "/polls/:poll/batches/:batch/forms.pdf",
    describe("空白纸质表", { answer: "application/pdf" }),
    async (c) => {
      requireActing(c);
      const { poll } = await pollOf(deps, c, c.req.param("poll"));
      const forms = await readPaperForms(deps, poll.id, c.req.param("batch"));
      const title = fileTitles.paperForms(forms.batch);
      await noteFile(deps, c, poll.id, `${title}.pdf`);
      return sendDrawing(deps, c, streamPaperForms(forms), { ...forms, title });
    },
  );
}
