/**
 * Every act that takes two people asks both for their own words: a wrong own password, a wrong second person's one and
 * the same of the codes are refused, saying whose, and nothing is done. The acts are the app's own, so a new one without
 * a row fails. @source docs/accounts.md
 */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { switchProfile } from "../../server/services/switch-profile.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { CodePhone } from "./code-phone.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

const ROLL_SHEET = { meeting: "", time: "", place: "", due: 0, present: 0, batches: [], note: "" };

/** What a body has beside the two people. */
const ACTS: Readonly<Record<string, object>> = {
  "POST /accounts": { name: "新人", role: "viewer", group: null },
  "POST /accounts/{account}/password": {},
  "DELETE /accounts/{account}/second-factor": {},
  "PUT /profile": { hasKeepers: false },
  "POST /installations": { name: "一组电脑", fingerprint: "7K3M-9QXD-7K3M-9QXD-7K3M" },
  "POST /rounds/{round}/parcels": { group: "县委第一巡察组", to: "7K3M-9QXD-7K3M-9QXD-7K3M" },
  "POST /rounds/{round}/parcels/reissue": {
    group: "县委第一巡察组",
    to: "7K3M-9QXD-7K3M-9QXD-7K3M",
    reason: "电脑丢失",
  },
  "POST /rounds/{round}/parcels/holder": {
    group: "县委第一巡察组",
    by: "7K3M-9QXD-7K3M-9QXD-7K3M",
    reason: "电脑恢复过",
  },
  "POST /rounds/{round}/parcels/missing": { groups: [{ group: "第一巡察组", reason: "确实交不回" }] },
  "POST /rounds/{round}/parcels/authorised": { group: "县委第一巡察组" },
  "POST /rounds/{round}/parcels/sealed": { units: ["water"] },
  "POST /rounds/{round}/results-made": { to: "7K3M-9QXD-7K3M-9QXD-7K3M" },
  "POST /templates": {
    title: "全市模板",
    to: ["7K3M-9QXD-7K3M-9QXD-7K3M"],
    forms: [{ instrument: "leadership-team", version: "2026.1" }],
    schemes: [],
  },
  "PUT /installations/{fingerprint}/city": { isCity: true },
  "DELETE /installations/{fingerprint}": { reason: "电脑丢失" },
  "POST /rounds/{round}/seal": {},
  "POST /rounds/{round}/freeze": {},
  "POST /rounds/{round}/archive": {},
  "POST /rounds/{round}/volumes": {},
  "POST /rounds/{round}/destroy": { reason: "保管期满" },
  "POST /rounds/{round}/units/{unit}/reopen": { reason: "录错了" },
  "POST /polls/{poll}/reprint": { batch: "C", spare: 0 },
  "POST /polls/{poll}/exchange": { ticket: "{ticket}" },
  "POST /polls/{poll}/open": {},
  "POST /polls/{poll}/close": {},
  "POST /polls/{poll}/void": { reason: "名册有误" },
  "POST /polls/{poll}/invalid": { reason: "名册有误" },
  "POST /polls/{poll}/repeat": {},
  "PUT /polls/{poll}/roll-sheet": ROLL_SHEET,
  "POST /polls/{poll}/stacks/{stack}/merge": {},
  "DELETE /polls/{poll}/stacks/{stack}": { reason: "张数不对" },
};

let server: TestServer;
let own: OfficeClient;
let second: OfficeClient;
let account: string;
let ticket: string;
beforeAll(async () => {
  server = await startTestServer({ units: [testUnit("water", "县水利局党组", [5, 10, 30])], opens: false });
  own = await OfficeClient.signIn(server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
  await server.account("领导", "viewer");
  account = (await server.deps.office.inTransaction((o) => o.accountByName("领导")))!.id;
  ticket = (await server.tickets("water", "C", 1))[0]!;
});
afterAll(() => server.stop());

/** Addresses and bodies name things by their kind. */
const fill = (text: string): string =>
  text
    .replace("{account}", account)
    .replace("{fingerprint}", "7K3M9QXD7K3M9QXD7K3M")
    .replace("{round}", server.round)
    .replace("{unit}", "water")
    .replace("{poll}", server.polls.get("water")!)
    .replace("{ticket}", ticket)
    .replace("{stack}", "none");

interface Described {
  readonly requestBody?: {
    readonly content: {
      readonly "application/json"?: { readonly schema: { readonly properties?: Record<string, unknown> } };
    };
  };
}

/** Every call whose body holds two people, out of the interface's own description. */
async function actsOfTwo(): Promise<readonly string[]> {
  const { paths } = (await own.get("/openapi.json")) as {
    paths: Record<string, Record<string, Described>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { requestBody }]) => {
        const properties = requestBody?.content["application/json"]?.schema.properties ?? {};
        return "own" in properties && "second" in properties;
      })
      .map(([method]) => `${method.toUpperCase()} ${path.replace("/api/office", "")}`),
  );
}

/** Calls of `confirmedByTwo` and `confirmedByKeepers` in the routes: one an act. */
async function confirmations(): Promise<number> {
  const folder = fileURLToPath(new URL("../../server/http/office", import.meta.url));
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith("routes.ts"));
  const texts = await Promise.all(files.map((file) => readFile(`${folder}/${file}`, "utf8")));
  return texts.join("\n").match(/await confirmedBy(Two|Keepers)\(/g)!.length;
}

/** What the act answered, and that no line but refusals was put on record for it. */
async function refusalOf(act: string, people: object): Promise<unknown> {
  const [method = "", path = ""] = act.split(" ");
  const record = () => server.deps.office.inTransaction((office) => office.audit());
  const before = (await record()).length;
  const body = JSON.parse(fill(JSON.stringify(ACTS[act])));
  const { status, code } = await replyOf(await own.send(method, fill(path), { ...body, ...people }));
  const lines = (await record()).slice(before).map((line) => line.act);
  expect(lines.filter((line) => !/^account\.(code-)?refused$/.test(line))).toEqual([]);
  return [status, code];
}

it("has a row for every act of the interface that takes two, and every confirmation is in it", async () => {
  expect((await actsOfTwo()).toSorted()).toEqual(Object.keys(ACTS).toSorted());
  expect(await confirmations()).toBe(Object.keys(ACTS).length);
});

describe.each(Object.keys(ACTS))("%s", (act) => {
  it("refuses a wrong own password and a wrong second one, saying whose", async () => {
    const right = own.withSecond(second);
    expect(await refusalOf(act, { ...right, own: "wrong-password" })).toEqual([401, "account.own-password"]);
    expect(
      await refusalOf(act, { ...right, second: { ...right.second, password: "wrong-password" } }),
    ).toEqual([401, "account.refused"]);
    expect(await refusalOf(act, { ...right, own: right.second.password })).toEqual([
      401,
      "account.own-password",
    ]);
    expect(await refusalOf(act, own.withSecond(own))).toEqual([409, "account.same-person"]);
    // The right ones again, so that the next act finds no wait: nothing is done, because nobody else is named.
    await own.send("PUT", "/profile", { hasKeepers: false, ...right });
  });
});

describe("with codes of phones", () => {
  const phone = new CodePhone("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Date.now);
  beforeAll(async () => {
    await switchProfile(server.deps, KEEPER, { hasCodes: true });
    await server.deps.office.inTransaction(async (office) => {
      for (const { name } of [own, second]) {
        const { id } = (await office.accountByName(name))!;
        await office.secondFactors.begin(id, phone.secret);
        await office.secondFactors.confirm(id);
      }
    });
    own = await own.signInAgain(phone.code(1));
  });

  it.each(Object.keys(ACTS))(
    "%s refuses a missing own code and a missing second one, saying whose",
    async (act) => {
      const right = own.withSecond(second);
      expect(await refusalOf(act, right)).toEqual([401, "account.own-code"]);
      expect(await refusalOf(act, { ...right, ownCode: phone.code() })).toEqual([
        401,
        "account.code-refused",
      ]);
    },
  );
});
