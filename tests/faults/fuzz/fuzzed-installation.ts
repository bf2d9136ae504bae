/** An installation with people, polls, paper and parcels of its own, and every call of both its interfaces. */
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { entitlementOf } from "../../../server/core/ticket/derive.ts";
import { parseTicket } from "../../../server/core/ticket/ticket-url.ts";
import { createApp } from "../../../server/http/app.ts";
import { createRound } from "../../../server/services/create-round.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { continueClosing } from "../../../server/services/close-poll.ts";
import { dispatchGroup } from "../../../server/services/parcel/dispatch-group.ts";
import { trustInstallation } from "../../../server/services/parcel/trust-installation.ts";
import { saveUnits } from "../../../server/services/save-units.ts";
import { switchProfile } from "../../../server/services/switch-profile.ts";
import { installationFingerprint } from "../../../server/core/parcel/installation-fingerprint.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { ballotOf, redeemBody, redeemed } from "../../journeys/phone-client.ts";
import { ROUND, startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";
import { bytesOf, draftRound, FIRST, openInstallationAt } from "../../journeys/three-installations.ts";
import type { Known, Shape } from "./shaped.ts";

/** A string that stands in many of the bodies; nothing may print it. */
export const CANARY = "canary-4f7a91c2";
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const GROUP = "县委第一巡察组";
const DRAFT = "draft";
/** What a refused request may add to: lines about refusals, and when somebody was last seen. */
const TOLD = new Set(["audit", "sessions"]);

export interface Call {
  readonly method: string;
  readonly path: string;
  /** What the call says of its body; null where it takes a file or nothing. */
  readonly shape: Shape | null;
  /** Makes documents, tickets or copies: tried more rarely. */
  readonly isCostly: boolean;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Something was taken, or people had to sign in anew. */
  readonly mayHaveChanged: boolean;
}

export const PEOPLE = ["clerk", "group", "viewer", "nobody"] as const;
export type Person = (typeof PEOPLE)[number];

export class FuzzedInstallation {
  readonly faults: string[] = [];
  /** Ids that answers have named. */
  readonly #seen: string[] = [];
  readonly #people = new Map<Person, OfficeClient>();
  #app!: ReturnType<typeof createApp>;
  calls!: readonly Call[];
  known!: Known;
  /** Bodies that phones really send, by path. */
  phoneBodies!: ReadonlyMap<string, readonly unknown[]>;
  /** Workbooks, tables and a parcel, as people upload them. */
  files!: readonly Uint8Array[];

  private constructor(
    readonly server: TestServer,
    private readonly time: { nowMs: number },
  ) {}

  static async open(): Promise<FuzzedInstallation> {
    const units = ["water", "roads", "tax", "land"].map((id) => testUnit(id, `县${id}局党组`, [5, 10, 30]));
    const time = { nowMs: Date.parse("2026-11-20T08:00:00Z") };
    const server = await startTestServer({ units, clock: () => new Date(time.nowMs) });
    const opened = new FuzzedInstallation(server, time);
    await opened.#prepare();
    return opened;
  }

  async #prepare(): Promise<void> {
    const { server } = this;
    const { deps, dataFolder } = server;
    this.#app = createApp({
      deps,
      pages: new Map(),
      exportsFolder: join(dataFolder, "exports"),
      onFault: (error) =>
        this.faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    const draft = { ...ROUND, id: DRAFT };
    await createRound(deps, KEEPER, draft);
    await saveUnits(deps, KEEPER, DRAFT, [testUnit("water", "县水务局党组", [5, 10, 30])]);
    const office = await openInstallationAt();
    await trustInstallation(deps, KEEPER, { fingerprint: office.fingerprint, name: "县委巡察办" });
    const own = installationFingerprint(deps.signer.publicKey);
    await trustInstallation(office.deps, KEEPER, { fingerprint: own, name: "一组" });
    await draftRound(office, "given");
    const task = await dispatchGroup(office.deps, KEEPER, { round: "given", group: FIRST, to: own });
    await this.signIn();
    const second = await OfficeClient.signIn(server);
    this.files = [
      ...(await this.#templates()),
      readFileSync(join(ROOT, "surveys/example-round/units.csv")),
      await bytesOf(task),
    ];
    await office.stop();
    this.phoneBodies = await this.#phoneBodies();
    this.calls = await this.#listCalls();
    this.known = await this.#words(second, office.fingerprint);
  }

  /** Everybody signed in anew, without codes and keepers: some request may have ended the sessions, or asked for more. */
  async signIn(): Promise<void> {
    const { deps } = this.server;
    const { hasCodes, hasKeepers } = await deps.office.inTransaction((office) => office.profile());
    if (hasCodes) await switchProfile(deps, KEEPER, { hasCodes: false });
    this.#people.set("clerk", await OfficeClient.signIn(this.server));
    this.#people.set("group", await OfficeClient.signIn(this.server, undefined, "group", GROUP));
    this.#people.set("viewer", await OfficeClient.signIn(this.server, undefined, "viewer"));
    if (hasKeepers) await switchProfile(deps, KEEPER, { hasKeepers: false });
  }

  /** @returns the password of whoever asks; what two people must type is right most of the time */
  passwordOf = (person: Person): string => this.#people.get(person)?.password ?? "";

  pass(seconds: number): void {
    this.time.nowMs += seconds * 1000;
  }

  async #templates(): Promise<readonly Uint8Array[]> {
    const clerk = this.#people.get("clerk")!;
    const paths = ["/roster-template.xlsx", "/register/template.xlsx"];
    return Promise.all(
      [...paths, `/rounds/${this.server.round}/assessments-template.xlsx`].map(
        async (path) => new Uint8Array(await (await clerk.send("GET", path)).arrayBuffer()),
      ),
    );
  }

  async #phoneBodies(): Promise<ReadonlyMap<string, readonly unknown[]>> {
    const { server } = this;
    const people = [];
    for (const unit of ["water", "roads", "tax"]) {
      const [url] = await server.tickets(unit, "C", 1);
      people.push(await redeemed(server.address, url!));
    }
    const ballots = people.flatMap((person) => [ballotOf(person, 0), ballotOf(person, 1)]);
    const entitled = people.map(({ entry }) => Buffer.from(entitlementOf(entry.code)));
    const { keyId, message, signature } = people[0]!.credentials[0]!;
    return new Map<string, readonly unknown[]>([
      ["/api/entry", entitled.map((a) => ({ h: createHash("sha256").update(a).digest("base64url") }))],
      [
        "/api/redeem",
        people.flatMap(({ entry }) => [redeemBody(entry), { ...redeemBody(entry), look: true }]),
      ],
      ["/api/ballots", [...ballots, { ...ballots[0]!, signature: "A".repeat(342) }]],
      ["/api/ballots/check", [{ keyId, message, signature }]],
      [
        "/api/links",
        [{ poll: server.polls.get("water"), link: "D", blinded: redeemBody(people[0]!.entry).blinded }],
      ],
    ]);
  }

  async #listCalls(): Promise<readonly Call[]> {
    const described = (await (await this.#app.request("/api/office/openapi.json")).json()) as {
      paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Shape }> } }>>;
    };
    const routes = this.#app.routes.filter(
      ({ method, path }) => method !== "ALL" && path.startsWith("/api/"),
    );
    const calls = routes.map(({ method, path }) => {
      const inDocument = path.replace(/:(\w+)/g, "{$1}");
      const body = described.paths[inDocument]?.[method.toLowerCase()]?.requestBody;
      return {
        method,
        path,
        shape: body?.content["application/json"]?.schema ?? null,
        isCostly:
          /backups|tickets|pack|exports|documents|meeting|sealed|forms\.pdf|poster|screen\.html|:file/.test(
            path,
          ),
      };
    });
    return [...new Map(calls.map((call) => [`${call.method} ${call.path}`, call])).values()];
  }

  async #words(second: OfficeClient, fingerprint: string): Promise<Known> {
    const { server } = this;
    const [url] = await server.tickets("land", "C", 1);
    const ticket = parseTicket(url!).code;
    const password = [second.password, CANARY];
    const form = readFileSync(join(ROOT, "surveys/leadership-team/definition.json"), "utf8");
    return {
      // The right one is put in when the request is sent: people are signed in anew now and then.
      own: ["$own", "$own", "$own", CANARY],
      second: [
        { name: second.name, password: second.password },
        { name: second.name, password: CANARY },
      ],
      name: [second.name, "新来的同志", CANARY],
      password,
      old: ["$own", ...password],
      next: [`${CANARY}-next`, "short", second.password],
      unit: [...server.polls.keys()],
      units: [...server.polls.keys()],
      batch: ["A", "B", "C", "B+C", "A+B+C"],
      instrument: ["leadership-team", "leadership-members", "staff-questionnaire"],
      scheme: ["political-ecology"],
      group: [GROUP, null],
      to: [fingerprint],
      fingerprint: [fingerprint, "0".repeat(20)],
      ticket: [ticket],
      definition: [form, form.replace(/"version": *"[^"]*"/, `"version":"${CANARY}"`)],
      reason: [CANARY],
      openUntil: ["2026年11月27日 18:00", "2026-11-28"],
      "*": ["discipline", "leading", "petitions", "cases", "leadership-team", "良好", CANARY],
    };
  }

  /** The address of a call; each number picks the name that stands in one place of it. */
  addressOf({ path }: Call, picks: readonly number[], query: string): string {
    const { server } = this;
    const names: Readonly<Record<string, readonly string[]>> = {
      round: [server.round, server.round, DRAFT],
      poll: [...server.polls.values(), ...server.polls.values(), ...this.#seen],
      unit: [...server.polls.keys()],
      batch: ["A", "C", "B+C", "A+B+C"],
      form: ["leadership-team"],
      link: ["D"],
      file: ["unit.json", "coverage-register.csv", "approval.docx", "round.xlsx"],
      size: ["A3", "A4"],
    };
    const spoilt = ["none", "0", "..", "%00", "%E7%94%B2", CANARY];
    let next = 0;
    const filled = path.replace(/:(\w+)/g, (_, name: string) => {
      const real = names[name] ?? this.#seen;
      const pick = picks[next++ % picks.length]!;
      const from = pick % 5 === 0 || real.length === 0 ? spoilt : real.map(encodeURIComponent);
      return from[Math.floor(pick / 5) % from.length]!;
    });
    return `http://127.0.0.1${filled}${query}`;
  }

  /** Sends it as this person; what it names is remembered. */
  async send(
    call: Call,
    as: Person,
    request: {
      readonly address: string;
      readonly headers: Record<string, string>;
      readonly body: string | Uint8Array;
    },
  ): Promise<Answer> {
    const { address, headers, body } = request;
    const cookie = call.path.startsWith("/api/office") ? (this.#people.get(as)?.cookie ?? "") : "";
    const filled =
      typeof body === "string" ? body.replaceAll('"$own"', JSON.stringify(this.passwordOf(as))) : body;
    const response = await this.#app.request(address, {
      method: call.method,
      headers: { origin: this.server.address, host: new URL(this.server.address).host, cookie, ...headers },
      ...(call.method !== "GET" && { body: filled as string }),
    });
    const text = await response.text();
    if (response.ok) await this.#after(call, text);
    const isSignedOut = response.status === 401 && as !== "nobody" && text.includes("signed-out");
    if (isSignedOut) await this.signIn();
    return {
      status: response.status,
      text,
      mayHaveChanged: isSignedOut || (response.ok && call.method !== "GET"),
    };
  }

  async #after({ method, path }: Call, text: string): Promise<void> {
    if (text.length < 100_000) {
      for (const [, id] of text.matchAll(/"(?:id|poll)":"([^"]{1,80})"/g)) this.#seen.unshift(id!);
      this.#seen.splice(40);
    }
    if (method === "PUT" && path.endsWith("/profile")) await this.signIn();
    if (path.endsWith("/backups"))
      rmSync(`${this.server.dataFolder}-backups`, { recursive: true, force: true });
    // What is closing would go on by itself later, between two looks at the stores.
    const closing = await this.server.deps.office.inTransaction((office) => office.pollsInState(["closing"]));
    if (closing.length > 0) this.pass(600);
    for (const { id } of closing) await continueClosing(this.server.deps, KEEPER, id);
  }

  /** Every row of the three stores but the record's and the sessions': a digest of each table. */
  state(): Readonly<Record<string, string>> {
    const digests: Record<string, string> = {};
    for (const name of ["office", "roll", "box"]) {
      const file = new Database(join(this.server.dataFolder, `${name}.db`), { readonly: true });
      try {
        const tables = file
          .prepare("select name from sqlite_schema where type = 'table' order by name")
          .pluck()
          .all();
        for (const table of (tables as string[]).filter((one) => !TOLD.has(one))) {
          const hash = createHash("sha256");
          for (const row of file.prepare(`select * from "${table}"`).raw().iterate()) {
            for (const cell of row as unknown[])
              hash.update(cell instanceof Buffer ? cell : `${String(cell)}\n`);
          }
          digests[`${name}.${table}`] = hash.digest("hex");
        }
      } finally {
        file.close();
      }
    }
    return digests;
  }
}
