/** Every address of the console before a server on which each of them has something to show. */
import type { Page } from "playwright-core";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { addresses } from "../../web/office/addresses.ts";
import { answerAndClose } from "../journeys/closed-round.ts";
import { beginByTwo } from "../journeys/key-paper.ts";
import { OfficeClient } from "../journeys/office-client.ts";
import { ROUND, startTestServer, testUnit, type TestServer } from "../journeys/start-server.ts";
import { fillSignIn } from "./console-on-desk.ts";

export interface Place {
  readonly path: string;
  /** What stands on the page once it is whole. */
  readonly ready: string;
}

/** What an installation must hold for every page to be full. */
export interface FullConsole {
  readonly server: TestServer;
  readonly draft: string;
  readonly stack: string;
  readonly person: OfficeClient;
  readonly second: OfficeClient;
}

/** 水利局 closed with tables, 档案馆 closed with one score a form, 融媒体中心 open with a stack of paper; a draft round beside. */
export async function startFullConsole(): Promise<FullConsole> {
  const server = await startTestServer({
    units: [
      testUnit("water", "县水利局党组", [5, 10, 30]),
      testUnit("archive", "县档案馆党支部", [2, 2, 3]),
      testUnit("media", "县融媒体中心党组", [5, 10, 20]),
    ],
  });
  for (const unit of ["water", "archive"]) await answerAndClose(server, server.polls.get(unit)!, 0.6);
  const people = (await server.tickets("media", "C", 12)).map((url) => ({ url, climate: 0.6 }));
  await answerAll(httpPort(server.address), people, seeded(11), () => {});
  const draft = await createRound(server.deps, KEEPER, { ...ROUND, title: "十五届县委第四轮巡察" });
  await saveUnits(server.deps, KEEPER, draft.id, [testUnit("town", "青石镇党委", [5, 10, 30])]);
  const person = await OfficeClient.signIn(server, "承办人");
  const second = await OfficeClient.signIn(server, "另一位");
  const stack = await beginByTwo(person, second, `/polls/${server.polls.get("media")!}/stacks`, 2);
  return { server, draft: draft.id, stack, person, second };
}

/** Of each address one or more places; an address that is added does not compile until it stands here. */
export function placesOf({ server, draft, stack }: FullConsole): readonly Place[] {
  const { round } = server;
  const table = "main table";
  const all: Readonly<Record<keyof typeof addresses, readonly Place[]>> = {
    rounds: [{ path: addresses.rounds, ready: table }],
    newRound: [{ path: addresses.newRound, ready: "form.settings" }],
    password: [{ path: addresses.password, ready: "form" }],
    accounts: [{ path: addresses.accounts, ready: table }],
    audit: [{ path: addresses.audit, ready: table }],
    reach: [{ path: addresses.reach, ready: ".work" }],
    system: [{ path: addresses.system, ready: table }],
    installations: [{ path: addresses.installations, ready: "main h2" }],
    countyResults: [{ path: addresses.countyResults(), ready: "main h2" }],
    templates: [{ path: addresses.templates, ready: "main h2" }],
    register: [
      { path: addresses.register(), ready: "table.register" },
      { path: addresses.register({ type: "县直" }), ready: "table.register" },
    ],
    forms: [{ path: addresses.forms, ready: "table.library" }],
    newForm: [{ path: addresses.newForm, ready: "main form, main .panel" }],
    form: [{ path: addresses.form("leadership-team"), ready: table }],
    changeForm: [{ path: addresses.changeForm("leadership-team", "2026.1"), ready: "main iframe" }],
    copyForm: [{ path: addresses.copyForm("leadership-team", "2026.1"), ready: "main form, main .panel" }],
    settings: [{ path: addresses.settings(draft), ready: "form.settings" }],
    prepare: [
      { path: addresses.prepare(draft), ready: table },
      { path: addresses.prepare(round), ready: table },
    ],
    parcels: [{ path: addresses.parcels(round), ready: table }],
    progress: [{ path: addresses.progress(round), ready: table }],
    results: [
      { path: addresses.results(round, "water"), ready: "main canvas" },
      { path: addresses.results(round, "archive"), ready: ".withheld-box" },
      { path: addresses.results(round, "media"), ready: ".empty" },
    ],
    stack: [{ path: addresses.stack(round, "media", stack), ready: "main h1" }],
    onSite: [{ path: addresses.onSite(round, "media"), ready: "main .panel" }],
    closing: [{ path: addresses.closing(round, "water"), ready: table }],
    assessment: [
      { path: addresses.assessment(round), ready: "main .panel" },
      { path: addresses.assessment(round, "water"), ready: "main .panel" },
    ],
    compare: [{ path: addresses.compare(round), ready: "table.heat" }],
    past: [{ path: addresses.past(round), ready: "table.past" }],
    totals: [{ path: addresses.totals(round), ready: ".empty" }],
    trial: [{ path: addresses.trial(round), ready: ".empty" }],
    grades: [{ path: addresses.grades(round), ready: "table.grades" }],
    documents: [{ path: addresses.documents(round), ready: table }],
  };
  return [...Object.values(all).flat(), { path: "/no/such/page", ready: ".empty" }];
}

/** Signs somebody in who has a password of their own. */
export async function enter(page: Page, { server, person }: FullConsole): Promise<void> {
  await page.goto(`${server.address}/`);
  await fillSignIn(page, person);
  await page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
}

/** Goes to one place and waits until it is whole. */
export async function go(page: Page, { server }: FullConsole, { path, ready }: Place): Promise<void> {
  await page.goto(`${server.address}/#${path}`);
  await page.locator(ready).first().waitFor({ timeout: 20_000 });
  await page.waitForFunction(() => !document.querySelector(".skeleton"));
}
