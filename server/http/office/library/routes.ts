import { Hono } from "hono";
import { z } from "zod";
import { approvalDocument } from "../../../core/documents/approval-document.ts";
import { sealDocument } from "../../../core/documents/seal-document.ts";
import { Problem } from "../../../core/problem.ts";
import { localDay } from "../../../services/documents/local-day.ts";
import { checkForm } from "../../../services/check-form.ts";
import { copySchemeFor } from "../../../services/copy-scheme.ts";
import type { Deps } from "../../../services/deps.ts";
import { listForms, readForm } from "../../../services/list-forms.ts";
import { saveOwnForm } from "../../../services/save-own-form.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { fileOf, sendDocument } from "../documents/send-document.ts";
import { actorOf, type OfficeEnv, requireOffice } from "../session.ts";
import { presentCheck, presentForm, presentLine } from "./present-library.ts";

/** A definition of the largest size, every character escaped. */
const BODY_BYTES_MAX = 2 * 1024 * 1024;

const schemeShape = z.strictObject({
  scheme: z.string().min(1).max(100),
  title: z.string().trim().min(1).max(200),
  replace: z.record(z.string().min(1).max(100), z.string().min(1).max(100)),
});
const definitionShape = z.strictObject({ definition: z.string().max(300_000) });

/** 表单库; the office's own business alone. */
export function libraryRoutes(deps: Deps) {
  return new Hono<OfficeEnv>()
    .use("/library/*", async (c, next) => (requireOffice(c), next()))
    .use("/library", async (c, next) => (requireOffice(c), next()))
    .get("/library", describe("表单库"), async (c) => c.json((await listForms(deps)).map(presentLine)))
    .post("/library", describe("保存表单的一个新版本", { body: definitionShape }), async (c) => {
      const { definition } = shapeOf(definitionShape, await readJsonBody(c, BODY_BYTES_MAX));
      const { id, version } = await saveOwnForm(deps, actorOf(c), definition);
      return c.json(presentForm(deps, await readForm(deps, id, version)), 201);
    })
    .post("/library/schemes", describe("复制评估办法，换用别的表单", { body: schemeShape }), async (c) => {
      const { id, version, title } = await copySchemeFor(
        deps,
        actorOf(c),
        shapeOf(schemeShape, await readJsonBody(c)),
      );
      return c.json({ id, version, title }, 201);
    })
    .post("/library/check", describe("检查表单定义", { body: definitionShape }), async (c) => {
      const { definition } = shapeOf(definitionShape, await readJsonBody(c, BODY_BYTES_MAX));
      return c.json(await presentCheck(() => checkForm(deps, definition)));
    })
    .get("/library/:form/:version", describe("表单的一个版本"), async (c) =>
      c.json(presentForm(deps, await readForm(deps, c.req.param("form"), c.req.param("version")))),
    )
    .get(
      "/library/:form/:version/:file",
      describe("表单送审稿", { answer: "application/octet-stream" }),
      async (c) => {
        const { key, format } = fileOf(c.req.param("file"));
        if (key !== "approval") throw new Problem("request.not-found", {});
        const { form } = await readForm(deps, c.req.param("form"), c.req.param("version"));
        const content = approvalDocument(form.instrument, form.digest);
        const answer = sendDocument(c, sealDocument(content, localDay(deps.clock())), format);
        await noteFile(deps, c, form.instrument.id, `${content.title}.${format}`);
        return answer;
      },
    );
}
