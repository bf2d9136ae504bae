/**
 * Every call of the office that changes something is either harmless, for a reason given here, or the console says what
 * will happen before it is sent. The calls are the app's own, so a new one without a row fails.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountsText } from "../../web/text/accounts.ts";
import { documents } from "../../web/text/console-documents.ts";
import { freeze, importing, steps } from "../../web/text/console-review.ts";
import { archive } from "../../web/text/console-trial.ts";
import { volumes } from "../../web/text/console-volumes.ts";
import { closing, progress, seal, tickets } from "../../web/text/console.ts";
import { installationsText } from "../../web/text/installations.ts";
import {
  exchangeText,
  extendText,
  invalidText,
  rehearsalText,
  repeatText,
  voidText,
} from "../../web/text/on-site.ts";
import { compareText, deskText, stackText } from "../../web/text/paper-keying.ts";
import { parcelsText } from "../../web/text/parcels.ts";
import { registerText } from "../../web/text/register.ts";
import { rosterPreviewText } from "../../web/text/roster-preview.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

/** Nothing that was there goes: it reads, adds, is saved anew from the same fields, or is turned back by another call. */
type Harmless = "reads" | "adds" | "saved anew" | `turned back by ${string}`;

interface Said {
  /** File of the console that sends the call. */
  readonly file: string;
  /** How the call is written there, and nowhere else in the console. */
  readonly call: string;
  /** What is read before, and how it is written in the file or in the part that shows it. */
  readonly says: string;
  readonly shown: string;
}

const OFFICE = join(import.meta.dirname, "..", "..", "web", "office");
const said = (file: string, call: string, says: string, shown: string): Said => ({ file, call, says, shown });

const ACTS: Readonly<Record<string, Harmless | Said>> = {
  "POST /session": "adds",
  "DELETE /session": "turned back by POST /session",
  "PUT /password": "saved anew",
  "POST /accounts": "adds",
  "POST /accounts/{account}/password": said(
    "records/reset-password-dialog.tsx",
    "recordsApi.resetPassword",
    accountsText.resetBody,
    "text.resetBody",
  ),
  "POST /second-factor": "adds",
  "PUT /second-factor": "adds",
  "DELETE /accounts/{account}/second-factor": said(
    "records/reset-code-dialog.tsx",
    "recordsApi.resetCode",
    accountsText.resetCodeBody,
    "text.resetCodeBody",
  ),
  "PUT /profile": said(
    "records/profile-panel.tsx",
    "recordsApi.switchProfile",
    accountsText.switchOnBody,
    "asked.askBody",
  ),
  "POST /installation/backups": "adds",
  "POST /installations": "adds",
  "PUT /installations/{fingerprint}/city": said(
    "installations/city-dialog.tsx",
    "installationsApi.setCity",
    installationsText.cityBody(false),
    "text.cityBody(",
  ),
  "DELETE /installations/{fingerprint}": said(
    "installations/revoke-dialog.tsx",
    "installationsApi.revoke",
    installationsText.revokeBody,
    "text.revokeBody",
  ),
  "POST /parcels": "adds",
  "POST /templates": "adds",
  "POST /rounds/{round}/results-made": "adds",
  "POST /rounds/{round}/parcels": said(
    "parcels/task-dialogs.tsx",
    "parcelsApi.make",
    parcelsText.makeBody(2),
    "text.makeBody(",
  ),
  "POST /rounds/{round}/parcels/reissue": said(
    "parcels/task-dialogs.tsx",
    "parcelsApi.reissue",
    parcelsText.reissueBody,
    "text.reissueBody",
  ),
  "POST /rounds/{round}/parcels/holder": said(
    "parcels/task-dialogs.tsx",
    "parcelsApi.holder",
    parcelsText.holderBody,
    "text.holderBody",
  ),
  "POST /rounds/{round}/parcels/missing": said(
    "parcels/task-dialogs.tsx",
    "parcelsApi.missing",
    parcelsText.missingBody(["县水利局党组"], []),
    "text.missingBody(",
  ),
  "POST /rounds/{round}/parcels/sealed": "adds",
  "POST /rounds/{round}/parcels/authorised": "adds",
  "POST /library": "adds",
  "POST /library/schemes": "adds",
  "POST /library/check": "reads",
  "POST /register": said(
    "register/import-dialog.tsx",
    "registerApi.import",
    registerText.importLead(3),
    "text.importLead(",
  ),
  "POST /register/preview": "reads",
  "POST /register/roster-template.xlsx": "reads",
  "POST /rounds": "adds",
  "PUT /rounds/{round}/span": "saved anew",
  "POST /rounds/{round}/roster": said(
    "prepare/roster-panel.tsx",
    "api.importRoster",
    rosterPreviewText.gone(["县水利局党组"]),
    "<RosterPreview",
  ),
  "POST /rounds/{round}/roster/preview": "reads",
  "POST /rounds/{round}/copies": "adds",
  "POST /rounds/{round}/seal": said("prepare/seal-panel.tsx", "api.seal(", seal.cannot, "text.cannot"),
  "POST /rounds/{round}/rehearsals": "adds",
  "DELETE /polls/{poll}/rehearsal": said(
    "prepare/rehearsal-panel.tsx",
    "onSiteApi.wipe",
    rehearsalText.wiping.body,
    "words={text.wiping}",
  ),
  "POST /rounds/{round}/assessments": said(
    "assessment/import-dialog.tsx",
    "assessmentApi.importAll",
    importing.preview.overwrites,
    "<AssessmentsPreview",
  ),
  "POST /rounds/{round}/assessments/preview": "reads",
  "PUT /rounds/{round}/units/{unit}/assessment": "saved anew",
  "PUT /rounds/{round}/units/{unit}/caps/{cap}": "saved anew",
  "POST /rounds/{round}/units/{unit}/review": "turned back by POST /rounds/{round}/units/{unit}/reopen",
  "POST /rounds/{round}/units/{unit}/reopen": said(
    "assessment/reopen-dialog.tsx",
    "assessmentApi.reopen",
    steps.reopenLead,
    "text.reopenLead",
  ),
  "POST /rounds/{round}/units/{unit}/recount": "adds",
  "POST /rounds/{round}/freeze": said(
    "grades/freeze-dialog.tsx",
    "assessmentApi.freeze",
    freeze.lead,
    "text.lead",
  ),
  "POST /rounds/{round}/archive": said(
    "grades/archive-dialog.tsx",
    "trialApi.archive",
    archive.lead,
    "text.lead",
  ),
  "POST /rounds/{round}/volumes": "adds",
  "POST /rounds/{round}/volumes/stop": "turned back by POST /rounds/{round}/volumes",
  "PUT /rounds/{round}/keeping": "saved anew",
  "POST /rounds/{round}/destroy": said(
    "volumes/destroy-dialog.tsx",
    "volumesApi.destroy",
    volumes.destroy.body,
    "text.body",
  ),
  "POST /rounds/{round}/trials": "reads",
  "POST /rounds/{round}/exports": said(
    "documents/exports-panel.tsx",
    "documentsApi.startExport",
    documents.exports.kept,
    "text.kept",
  ),
  "DELETE /rounds/{round}/exports/{id}": said(
    "documents/exports-panel.tsx",
    "documentsApi.removeExport",
    documents.exports.removing.body,
    "words={text.removing}",
  ),
  "POST /polls/{poll}/tickets": said(
    "progress/tickets-dialog.tsx",
    "api.tickets(poll, batch.id, spare",
    tickets.againWarn,
    "text.againWarn",
  ),
  "POST /polls/{poll}/reprint": said(
    "progress/tickets-dialog.tsx",
    "api.reprint(poll, batch.id, spare",
    tickets.againOpen,
    "<ReprintForm",
  ),
  "POST /polls/{poll}/meeting/pack": said(
    "documents/meeting-pack-dialog.tsx",
    "documentsApi.meetingPack",
    documents.packDialog.warn,
    "text.warn",
  ),
  "POST /polls/{poll}/exchange": said(
    "on-site/exchange-panel.tsx",
    "onSiteApi.exchange",
    exchangeText.lead,
    "text.lead",
  ),
  "POST /polls/{poll}/open": said(
    "progress/open-dialog.tsx",
    "api.open(",
    progress.openBody,
    "text.openBody",
  ),
  "POST /polls/{poll}/pause": said(
    "progress/pause-dialog.tsx",
    "api.pause(",
    progress.pausing.body,
    "words={text.pausing}",
  ),
  "POST /polls/{poll}/resume": "turned back by POST /polls/{poll}/pause",
  "POST /polls/{poll}/extend": said(
    "progress/extend-dialog.tsx",
    "onSiteApi.extend",
    extendText.body,
    "text.body",
  ),
  "POST /polls/{poll}/close": said(
    "progress/close-dialog.tsx",
    "api.closePoll",
    closing.cannot,
    "text.cannot",
  ),
  "POST /polls/{poll}/void": said(
    "on-site/two-people-panel.tsx",
    "onSiteApi.actOn",
    voidText.lead,
    "text.lead",
  ),
  "POST /polls/{poll}/invalid": said(
    "on-site/two-people-panel.tsx",
    "onSiteApi.actOn",
    invalidText.lead,
    "text.lead",
  ),
  "POST /polls/{poll}/repeat": said(
    "on-site/two-people-panel.tsx",
    "onSiteApi.actOn",
    repeatText.lead,
    "text.lead",
  ),
  "PUT /polls/{poll}/roll-sheet": "saved anew",
  "POST /polls/{poll}/stacks": "adds",
  "POST /polls/{poll}/stacks/{stack}/join": "turned back by POST /polls/{poll}/stacks/{stack}/leave",
  "PUT /polls/{poll}/stacks/{stack}/sheets": said(
    "paper/keying-desk.tsx",
    "paperApi.key",
    deskText.remove.lead,
    "text.remove.lead",
  ),
  "POST /polls/{poll}/stacks/{stack}/done": "adds",
  "POST /polls/{poll}/stacks/{stack}/merge": said(
    "paper/comparison.tsx",
    "paperApi.merge",
    compareText.same,
    "text.same",
  ),
  "PUT /polls/{poll}/stacks/{stack}/count": said(
    "paper/stack-dialogs.tsx",
    "paperApi.count",
    stackText.counted.lead,
    "words={text.counted}",
  ),
  "POST /polls/{poll}/stacks/{stack}/leave": said(
    "paper/stack-dialogs.tsx",
    "paperApi.leave",
    stackText.left.lead,
    "words={text.left}",
  ),
  "DELETE /polls/{poll}/stacks/{stack}": said(
    "paper/stack-dialogs.tsx",
    "paperApi.giveUp",
    stackText.given.lead,
    "words={text.given}",
  ),
};

/** Speaks of what comes after, or cannot be had back. */
const AFTER = /后|不能|不会|失效|作废|重来|保留/;

/** Parts that show what is said, each before its button. */
const ASKS = /<(Dialog|AskDialog|ReasonDialog|TwoPeopleDialog|RosterPreview)\b/;
/** Fields of the page itself, with the sentence above them and the button below. */
const FORMS: readonly string[] = ["on-site/exchange-panel.tsx", "paper/comparison.tsx"];

let server: TestServer;
let calls: readonly string[];
beforeAll(async () => {
  server = await startTestServer();
  const document = (await (await fetch(`${server.address}/api/office/openapi.json`)).json()) as {
    readonly paths: Record<string, Record<string, unknown>>;
  };
  calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace("/api/office", "")}`),
  );
});
afterAll(() => server.stop());

const sources = readdirSync(OFFICE, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/(\.test|api)\.tsx?$/.test(name))
  .map((name) => ({ name: name.replaceAll("\\", "/"), text: readFileSync(join(OFFICE, name), "utf8") }));

it("has a row for every call that changes something, and no row without one", () => {
  expect(Object.keys(ACTS).toSorted()).toEqual(calls.filter((call) => !call.startsWith("GET")).toSorted());
});

it("turns back only by calls that there are", () => {
  for (const act of Object.values(ACTS))
    if (typeof act === "string" && act.startsWith("turned back by "))
      expect(calls).toContain(act.slice("turned back by ".length));
});

it("counts no call that deletes as harmless but signing out", () => {
  const deleting = Object.entries(ACTS).filter(
    ([call, act]) => call.startsWith("DELETE") && typeof act === "string",
  );
  expect(deleting.map(([call]) => call)).toEqual(["DELETE /session"]);
});

describe.each(Object.entries(ACTS).filter((row): row is [string, Said] => typeof row[1] !== "string"))(
  "%s",
  (_, { file, call, says, shown }) => {
    it("is sent from the one place that says beforehand what will happen", () => {
      const senders = sources.filter(({ text }) => text.includes(call)).map(({ name }) => name);
      expect(senders).toEqual([file]);
      const { text } = sources.find(({ name }) => name === file)!;
      expect(text).toContain(shown);
      if (!FORMS.includes(file) && file !== "documents/exports-panel.tsx") expect(text).toMatch(ASKS);
      expect(says).toMatch(AFTER);
    });
  },
);
