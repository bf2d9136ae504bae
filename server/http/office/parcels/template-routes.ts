import { Hono } from "hono";
import { z } from "zod";
import {
  installationFingerprint,
  readInstallationFingerprint,
} from "../../../core/parcel/installation-fingerprint.ts";
import type { Deps } from "../../../services/deps.ts";
import { rebuildTemplate } from "../../../services/parcel/rebuild-parcel.ts";
import { makeTemplate } from "../../../services/parcel/make-template.ts";
import { readTemplates } from "../../../services/parcel/read-templates.ts";
import type { FailureLimit } from "../../failure-limit.ts";
import { readJsonBody, shapeOf } from "../../request-body.ts";
import type { ParcelMadeAnswer } from "../answers-parcels.ts";
import { describe } from "../describe.ts";
import { noteFile } from "../documents/note-file.ts";
import { type OfficeEnv, requireOffice } from "../session.ts";
import { confirmedByTwo, twoPeopleShape } from "../two-people.ts";
import { parcelFileName } from "./parcel-file-name.ts";
import { presentTemplates } from "./present-templates.ts";
import { sendParcel, ZIP } from "./send-parcel.ts";

const id = z.string().min(1).max(100);
const once = (all: readonly string[]): boolean => new Set(all).size === all.length;

const templateShape = twoPeopleShape.extend({
  title: z.string().trim().min(1).max(100),
  to: z.array(z.string().min(1).max(80)).min(1).max(200).refine(once),
  forms: z
    .array(z.strictObject({ instrument: id, version: z.string().min(1).max(100) }))
    .min(1)
    .max(200)
    .refine((forms) => once(forms.map(({ instrument }) => instrument))),
  schemes: z.array(id).max(200).refine(once),
});

/** 模板包: a city's forms and schemes for its counties. */
export function templateRoutes(deps: Deps, failures: FailureLimit) {
  return new Hono<OfficeEnv>()
    .get("/templates", describe("模板包，与本机表单库的差别"), async (c) => {
      requireOffice(c);
      return c.json(presentTemplates(await readTemplates(deps)));
    })
    .post("/templates", describe("制作模板包（两人）", { body: templateShape }), async (c) => {
      requireOffice(c);
      const { title, to, forms, schemes, ...people } = shapeOf(templateShape, await readJsonBody(c));
      const who = await confirmedByTwo(deps, failures, c, people, null);
      const counties = to.map(readInstallationFingerprint);
      const made = await makeTemplate(deps, who, { title, to: counties, forms, schemes });
      return c.json({ id: made.id } satisfies ParcelMadeAnswer, 201);
    })
    .get("/templates/:parcel", describe("下载模板包", { answer: ZIP }), async (c) => {
      requireOffice(c);
      const parcel = await rebuildTemplate(deps, c.req.param("parcel"));
      const own = installationFingerprint(deps.signer.publicKey);
      await noteFile(deps, c, own, parcelFileName(parcel));
      return sendParcel(parcel);
    });
}
