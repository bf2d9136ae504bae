/**
 * Role × route: who reaches which call of the office, under both profiles. The calls are the app's own, so a new one
 * without a row fails. @source docs/accounts.md, P17
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../server/core/access/role.ts";
import { createApp } from "../../server/http/app.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { switchProfile } from "../../server/services/switch-profile.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

/**
 * Who may: `settled` = everybody signed in whose first password is replaced, `acting` = office and group, `rounds` =
 * viewers too, `accounts`, `record` and `installation` depend on the profile.
 */
type Who =
  | "everybody"
  | "signed in"
  | "settled"
  | "rounds"
  | "acting"
  | "office"
  | "accounts"
  | "record"
  | "installation";

const TABLE: Readonly<Record<string, Who>> = {
  "GET /openapi.json": "everybody",
  "POST /session": "everybody",
  "DELETE /session": "everybody",
  "GET /session": "signed in",
  "PUT /password": "signed in",
  "GET /accounts": "accounts",
  "POST /accounts": "accounts",
  "POST /accounts/:account/password": "accounts",
  "POST /second-factor": "settled",
  "PUT /second-factor": "signed in",
  "DELETE /accounts/:account/second-factor": "accounts",
  "GET /profile": "accounts",
  "PUT /profile": "accounts",
  "GET /installation": "installation",
  "GET /installation/checks": "installation",
  "POST /installation/backups": "installation",
  "GET /installations": "office",
  "POST /installations": "office",
  "PUT /installations/:fingerprint/city": "office",
  "DELETE /installations/:fingerprint": "office",
  "POST /parcels": "office",
  "GET /rounds/:round/parcels": "office",
  "POST /rounds/:round/parcels": "office",
  "POST /rounds/:round/parcels/reissue": "office",
  "POST /rounds/:round/parcels/authorised": "office",
  "POST /rounds/:round/parcels/holder": "office",
  "POST /rounds/:round/parcels/missing": "office",
  "POST /rounds/:round/parcels/sealed": "office",
  "GET /rounds/:round/parcels/:parcel": "office",
  "GET /rounds/:round/destruction/:file": "office",
  "GET /county-results": "office",
  "GET /county-results/:file": "office",
  "GET /rounds/:round/results-made": "office",
  "POST /rounds/:round/results-made": "office",
  "GET /rounds/:round/results-made/:parcel": "office",
  "GET /templates": "office",
  "POST /templates": "office",
  "GET /templates/:parcel": "office",
  "GET /audit": "record",
  "GET /audit.csv": "record",
  "GET /definitions": "rounds",
  "GET /roster-template.xlsx": "rounds",
  "GET /library": "office",
  "POST /library": "office",
  "POST /library/schemes": "office",
  "POST /library/check": "office",
  "GET /library/:form/:version": "office",
  "GET /reach": "acting",
  "GET /register": "office",
  "POST /register": "office",
  "POST /register/preview": "office",
  "GET /register/template.xlsx": "office",
  "POST /register/roster-template.xlsx": "office",
  "GET /register/:file": "office",
  "GET /rounds/:round/coverage": "office",
  "GET /rounds": "rounds",
  "POST /rounds": "office",
  "GET /rounds/:round": "rounds",
  "GET /rounds/:round/readiness": "office",
  "PUT /rounds/:round/span": "office",
  "POST /rounds/:round/roster": "office",
  "POST /rounds/:round/roster/preview": "office",
  "POST /rounds/:round/copies": "office",
  "POST /rounds/:round/seal": "office",
  "GET /rounds/:round/rehearsals": "rounds",
  "POST /rounds/:round/rehearsals": "acting",
  "GET /rounds/:round/grades": "rounds",
  "GET /rounds/:round/documents": "rounds",
  "GET /rounds/:round/documents/:file": "office",
  "GET /rounds/:round/assessments-template.xlsx": "acting",
  "POST /rounds/:round/assessments": "acting",
  "POST /rounds/:round/assessments/preview": "acting",
  "GET /rounds/:round/units/:unit/look-back": "rounds",
  "GET /rounds/:round/ranks": "rounds",
  "GET /rounds/:round/comparison": "rounds",
  "GET /rounds/:round/past": "rounds",
  "GET /rounds/:round/units/:unit/assessment": "acting",
  "PUT /rounds/:round/units/:unit/assessment": "acting",
  "PUT /rounds/:round/units/:unit/caps/:cap": "acting",
  "POST /rounds/:round/units/:unit/review": "acting",
  "POST /rounds/:round/units/:unit/reopen": "acting",
  "POST /rounds/:round/units/:unit/recount": "acting",
  "POST /rounds/:round/freeze": "office",
  "POST /rounds/:round/archive": "office",
  "POST /rounds/:round/trials": "office",
  "GET /rounds/:round/exports": "office",
  "POST /rounds/:round/exports": "office",
  "GET /rounds/:round/exports/:id": "office",
  "DELETE /rounds/:round/exports/:id": "office",
  "GET /rounds/:round/volumes": "office",
  "POST /rounds/:round/volumes": "office",
  "POST /rounds/:round/volumes/stop": "office",
  "PUT /rounds/:round/keeping": "office",
  "POST /rounds/:round/destroy": "office",
  "GET /rounds/:round/totals": "office",
  "POST /polls/:poll/tickets": "acting",
  "POST /polls/:poll/reprint": "acting",
  "POST /polls/:poll/exchange": "acting",
  "POST /polls/:poll/open": "acting",
  "POST /polls/:poll/pause": "acting",
  "POST /polls/:poll/resume": "acting",
  "POST /polls/:poll/extend": "acting",
  "GET /polls/:poll/screen": "acting",
  "POST /polls/:poll/close": "acting",
  "POST /polls/:poll/void": "acting",
  "POST /polls/:poll/invalid": "acting",
  "POST /polls/:poll/repeat": "acting",
  "DELETE /polls/:poll/rehearsal": "acting",
  "GET /polls/:poll/links/:link/qr.svg": "rounds",
  "GET /polls/:poll/links/:link/screen.html": "rounds",
  "GET /polls/:poll/links/:link/poster.pdf": "rounds",
  "GET /polls/:poll/batches/:batch/forms.pdf": "acting",
  "GET /polls/:poll/stacks": "acting",
  "POST /polls/:poll/stacks": "acting",
  "GET /polls/:poll/stacks/:stack": "acting",
  "POST /polls/:poll/stacks/:stack/join": "acting",
  "PUT /polls/:poll/stacks/:stack/sheets": "acting",
  "POST /polls/:poll/stacks/:stack/done": "acting",
  "POST /polls/:poll/stacks/:stack/merge": "acting",
  "PUT /polls/:poll/stacks/:stack/count": "acting",
  "POST /polls/:poll/stacks/:stack/leave": "acting",
  "DELETE /polls/:poll/stacks/:stack": "acting",
  "GET /polls/:poll/documents/:file": "rounds",
  "GET /polls/:poll/documents.zip": "rounds",
  "GET /polls/:poll/meeting/:file": "acting",
  "GET /polls/:poll/meeting/poster/:size": "acting",
  "POST /polls/:poll/meeting/pack": "acting",
  "GET /library/:form/:version/:file": "office",
  "GET /polls/:poll/roll-sheet": "acting",
  "PUT /polls/:poll/roll-sheet": "acting",
  "GET /polls/:poll/roll-sheet.html": "acting",
  "GET /polls/:poll/results": "rounds",
  "GET /polls/:poll/texts": "acting",
  "GET /polls/:poll/unit-copy": "office",
};

const GROUP = "县委第一巡察组";
const PEOPLE = [
  "nobody",
  "first password",
  "office",
  "group",
  "viewer",
  "sysadmin",
  "security",
  "auditor",
] as const;
type Person = (typeof PEOPLE)[number];
const DUTY: Readonly<
  Record<"plain" | "kept", Readonly<Record<"accounts" | "record" | "installation", readonly Person[]>>>
> = {
  plain: { accounts: ["office"], record: ["office"], installation: ["office"] },
  kept: { accounts: ["sysadmin", "security"], record: ["auditor"], installation: ["sysadmin"] },
};

const INSIDE: Readonly<Record<"rounds" | "acting" | "office", readonly Person[]>> = {
  rounds: ["office", "group", "viewer"],
  acting: ["office", "group"],
  office: ["office"],
};

function isLetIn(profile: "plain" | "kept", person: Person, who: Who): boolean {
  if (who === "everybody") return true;
  if (person === "nobody") return false;
  if (who === "signed in") return true;
  if (who === "accounts" || who === "record" || who === "installation")
    return DUTY[profile][who].includes(person);
  if (who === "settled") return person !== "first password";
  return INSIDE[who].includes(person);
}

let server: TestServer;
let routes: readonly string[];
const cookies = new Map<Person, string>();
const clients = new Map<Person, OfficeClient>();
beforeAll(async () => {
  const units = [
    testUnit("own", "本组的单位", [5, 10, 30]),
    { ...testUnit("other", "别组的单位", [5, 10, 30]), group: "县委第二巡察组" },
  ];
  server = await startTestServer({ units });
  const app = createApp({
    deps: server.deps,
    pages: new Map(),
    exportsFolder: server.dataFolder,
    onFault: () => {},
  });
  routes = [
    ...new Set(
      app.routes
        .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/office/"))
        .map(({ method, path }) => `${method} ${path.slice("/api/office".length)}`),
    ),
  ];
  const roles: readonly (readonly [Person, Role])[] = [
    ["office", "office"],
    ["group", "group"],
    ["viewer", "viewer"],
    ["sysadmin", "sysadmin"],
    ["security", "security"],
    ["auditor", "auditor"],
  ];
  for (const [person, role] of roles) {
    const client = await OfficeClient.signIn(server, person, role, role === "group" ? GROUP : null);
    cookies.set(person, client.cookie);
    clients.set(person, client);
  }
  await OfficeClient.signIn(server, "第二个承办人", "office");
  const first = await server.account("初始密码的承办人");
  const { headers } = await call("POST /session", null, "own", first);
  cookies.set("first password", headers.getSetCookie()[0]!.split(";")[0]!);
});
afterAll(() => server.stop());

/** An empty body is refused after the gate and before anything is done, so that every call can be tried by everybody. */
function call(route: string, person: Person | null, unit: string, body: unknown = {}): Promise<Response> {
  const [method = "", path = ""] = route.split(" ");
  const names: Readonly<Record<string, string>> = {
    ":poll": server.polls.get(unit)!,
    ":round": server.round,
    ":account": "nobody",
    ":form": "leadership-team",
    ":version": "0",
    ":link": "D",
    ":unit": unit,
    ":cap": "none",
    ":batch": "C",
    ":file": "unit.json",
  };
  const target = path.replace(/:\w+/g, (name) => names[name] ?? name);
  return fetch(`${server.address}/api/office${target}`, {
    method,
    headers: {
      origin: server.address,
      cookie: (person && cookies.get(person)) ?? "",
      ...(method !== "GET" && { "content-type": "application/json" }),
    },
    ...(method !== "GET" && { body: JSON.stringify(body) }),
  });
}

/** in, or by what the gate refused. */
async function gate(route: string, person: Person, unit: string): Promise<string> {
  const response = await call(route, person, unit);
  const text = await response.text();
  const refusals = ["account.signed-out", "account.not-allowed", "poll.unknown", "unit.unknown"];
  return refusals.find((code) => text.includes(`"${code}"`)) ?? "in";
}

/** What signs people out is not tried on the sessions that the table needs. */
const tried = (person: Person): [string, Who][] =>
  Object.entries(TABLE).filter(([route]) => route !== "DELETE /session" || person === "nobody");

it("has a row for every call of the office, and no row without one", () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(routes.toSorted());
  expect(routes.length).toBeGreaterThan(40);
});

describe.each(["plain", "kept"] as const)("profile %s", (profile) => {
  beforeAll(() => switchProfile(server.deps, KEEPER, { hasKeepers: profile === "kept" }));

  it.each(PEOPLE)("lets %s reach its own calls and no others", async (person) => {
    const found: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const [route, who] of tried(person)) {
      found[route] = await gate(route, person, "own");
      const refused = person === "nobody" ? "account.signed-out" : "account.not-allowed";
      wanted[route] = isLetIn(profile, person, who) ? "in" : refused;
    }
    expect(found).toEqual(wanted);
  });

  it("hides every poll and unit of another group from a group", async () => {
    const found: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const [route, who] of tried("group").filter(([route]) => /:(poll|unit)/.test(route))) {
      found[route] = await gate(route, "group", "other");
      const hidden = route.includes(":unit") ? "unit.unknown" : "poll.unknown";
      wanted[route] = who === "office" ? "account.not-allowed" : hidden;
    }
    expect(Object.keys(found).length).toBeGreaterThan(12);
    expect(found).toEqual(wanted);
  });

  it("shows a group its own units only where a call is about a whole round", async () => {
    const units = (await (await call("GET /rounds/:round", "group", "own")).json()) as {
      units: { id: string }[];
    };
    expect(units.units.map(({ id }) => id)).toEqual(["own"]);
    const grades = (await (await call("GET /rounds/:round/grades", "group", "own")).json()) as {
      rows: { unit: { id: string } }[];
      paragraph: unknown[];
    };
    expect(grades.rows.map(({ unit }) => unit.id)).toEqual(["own"]);
    expect(grades.paragraph).toEqual([]);
  });
});

describe("where codes are asked for", () => {
  beforeAll(async () => {
    await switchProfile(server.deps, KEEPER, { hasCodes: true });
    for (const [person, client] of clients) cookies.set(person, (await client.signInAgain()).cookie);
  });

  it.each([...PEOPLE].filter((person) => person !== "nobody" && person !== "first password"))(
    "leaves %s without a phone nothing but to enrol",
    async (person) => {
      const found: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const [route, who] of tried(person)) {
        found[route] = await gate(route, person, "own");
        const isOpen = who === "everybody" || who === "signed in" || who === "settled";
        wanted[route] = isOpen ? "in" : "account.not-allowed";
      }
      expect(found).toEqual(wanted);
    },
  );
});
