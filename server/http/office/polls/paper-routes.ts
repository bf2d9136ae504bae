import { Readable } from "node:stream";
import { Hono } from "hono";
import { contentDisposition } from "../../../exports/content-disposition.ts";
import { streamPaperForms } from "../../../exports/paper-forms-pdf.ts";
import type { Deps } from "../../../services/deps.ts";
import { readPaperForms } from "../../../services/paper-forms.ts";
import { describe } from "../describe.ts";
import { type OfficeEnv, pollOf, requireActing } from "../session.ts";

/** Paper: blank forms of a bag. */
export function paperRoutes(deps: Deps) {
  return new Hono<OfficeEnv>().get(
    "/polls/:poll/batches/:batch/forms.pdf",
    describe("空白纸质表", { answer: "application/pdf" }),
    async (c) => {
      requireActing(c);
      const { poll, unit } = await pollOf(deps, c, c.req.param("poll"));
      const forms = await readPaperForms(deps, poll.id, c.req.param("batch"));
      c.header("content-disposition", contentDisposition(`${unit.name}_空白表_${forms.batch}.pdf`));
      c.header("content-type", "application/pdf");
      return c.body(Readable.toWeb(streamPaperForms(forms)) as ReadableStream<Uint8Array>);
    },
  );
}
