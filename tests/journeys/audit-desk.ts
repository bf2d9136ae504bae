/** Four people at a server of their own, who try one act after the other and look at what the record says. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditRow } from "../../server/store/office.ts";
import type { Act } from "./audit-acts.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

export const FIRST_GROUP = "县委第一巡察组";

/** What acts name by its kind; filled by the act that makes it. */
type Named = Record<"round" | "unit" | "account" | "rehearsal" | "export" | "stack", string>;

export class AuditDesk {
  server!: TestServer;
  office!: OfficeClient;
  second!: OfficeClient;
  group!: OfficeClient;
  viewer!: OfficeClient;
  /** A slip nobody has scanned. */
  spoiled = "";
  readonly named: Named = { round: "", unit: "", account: "", rehearsal: "", export: "", stack: "" };

  /** Call in a test file: starts before its tests and ends after them. */
  static take(): AuditDesk {
    const desk = new AuditDesk();
    beforeAll(() => desk.start());
    afterAll(() => desk.server.stop());
    return desk;
  }

  private async start(): Promise<void> {
    const units = [
      testUnit("water", "县水利局党组", [5, 10, 30]),
      testUnit("roads", "县交通局党组", [5, 10, 30]),
    ];
    this.server = await startTestServer({ units, opens: false });
    this.office = await OfficeClient.signIn(this.server, "承办人");
    this.second = await OfficeClient.signIn(this.server, "审核人");
    this.group = await OfficeClient.signIn(this.server, "一组组长", "group", FIRST_GROUP);
    this.viewer = await OfficeClient.signIn(this.server, "领导", "viewer");
    this.spoiled = (await this.server.tickets("water", "B", 1))[0]!;
  }

  readonly poll = (unit = "water"): string => this.server.polls.get(unit)!;
  readonly two = () => this.office.withSecond(this.second);
  readonly record = (): Promise<readonly AuditRow[]> =>
    this.server.deps.office.inTransaction((o) => o.audit());
  readonly idOf = async (name: string): Promise<string> =>
    (await this.server.deps.office.inTransaction((o) => o.accountByName(name)))!.id;

  send(who: { readonly cookie: string }, { method, path, body }: Pick<Act, "method" | "path" | "body">) {
    const content = body?.();
    return fetch(`${this.server.address}/api/office${this.fill(path)}`, {
      method,
      headers: {
        cookie: who.cookie,
        origin: this.server.address,
        "content-type": typeof content === "string" ? "text/csv" : "application/json",
      },
      ...(content !== undefined && { body: typeof content === "string" ? content : JSON.stringify(content) }),
    });
  }

  private fill(path: string): string {
    const places = { ...this.named, poll: this.poll(), void: this.poll("roads") };
    return Object.entries(places).reduce((filled, [name, value]) => filled.replace(`:${name}`, value), path);
  }

  /** Refused to whoever may not, without a line; then done by the office, with the line the act promises. */
  async tryAct(act: Act): Promise<void> {
    const before = await this.record();
    expect(await replyOf(await this.send({ cookie: "" }, act))).toMatchObject({
      status: 401,
      code: "account.signed-out",
    });
    const excluded = act.roles.includes("group") ? [this.viewer] : [this.viewer, this.group];
    for (const who of excluded) {
      expect(await replyOf(await this.send(who, act))).toMatchObject({
        status: 403,
        code: "account.not-allowed",
      });
    }
    expect(await this.record()).toEqual(before);
    const response = await this.send(this.office, act);
    expect(response.ok, `${response.status}`).toBe(true);
    await this.note(act, response);
    const added = (await this.record()).slice(before.length);
    const line = added.find((one) => one.act === act.act);
    expect(line, JSON.stringify(added)).toBeDefined();
    expect(line!.who).toBe(`${await this.idOf("承办人")} 承办人`);
    expect(line!.about).toBe(act.about());
    expect(JSON.parse(line!.detail)).toMatchObject(act.facts ?? {});
    expect(Math.abs(Date.now() - Date.parse(line!.atUtc))).toBeLessThan(600_000);
  }

  /** Remembers the name of what an act has made. */
  private async note({ path }: Act, response: Response): Promise<void> {
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    const made = isJson ? ((await response.json()) as { id?: string; poll?: string }) : {};
    if (!isJson) await response.arrayBuffer();
    if (path === "/rounds") this.named.round = made.id!;
    else if (path.endsWith("/rehearsals")) this.named.rehearsal = made.poll!;
    else if (path.endsWith("/exports")) this.named.export = made.id!;
    else if (path.endsWith("/stacks")) this.named.stack = made.id!;
    else if (path === "/accounts") this.named.account = await this.idOf("二组组长");
    else if (path.endsWith("/roster")) {
      const units = await this.server.deps.office.inTransaction((o) => o.units(this.named.round));
      this.named.unit = units[0]!.id;
    }
  }
}

/** One test an act, in their order. */
export function describeActs(desk: AuditDesk, acts: readonly Act[]): void {
  describe("the record", () => {
    it.each(acts.map((act) => [`${act.method} ${act.path}`, act] as const))(
      "%s is refused to whoever may not, and leaves who, what, when and the facts",
      (_, act) => desk.tryAct(act),
    );
  });
}
