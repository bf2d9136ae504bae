/** The office's interface on throw-away stores, with a clock that the test turns, and people with phones. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Role } from "../../server/core/access/role.ts";
import { createApp } from "../../server/http/app.ts";
import type { OfficeRequest } from "../../server/http/office-log.ts";
import { createAccount } from "../../server/services/create-account.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { changePassword } from "../../server/services/sign-in.ts";
import { CodePhone } from "./code-phone.ts";
import { openStoresOfTest } from "./stores-of-test.ts";

export interface Reply {
  readonly status: number;
  // Tests read answers of many shapes; each asserts what it uses.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly cookie: string;
}

export class DeskWithCodes {
  readonly told: OfficeRequest[] = [];
  readonly #app: ReturnType<typeof createApp>;

  private constructor(
    readonly folder: string,
    /** Null where the folder has all stores. */
    readonly databaseUrl: string | null,
    private readonly time: { nowMs: number },
    readonly deps: Deps,
    readonly close: () => Promise<void>,
  ) {
    this.#app = createApp({
      deps,
      pages: new Map(),
      exportsFolder: folder,
      onFault: () => {},
      onOfficeRequest: (request) => this.told.push(request),
    });
  }

  static async open(): Promise<DeskWithCodes> {
    const folder = await mkdtemp(join(tmpdir(), "plumbline-test-"));
    const time = { nowMs: Date.parse("2026-11-27T08:00:00Z") };
    const clock = (): Date => new Date(time.nowMs);
    const { services, databaseUrl, dispose } = await openStoresOfTest(folder, { clock });
    return new DeskWithCodes(folder, databaseUrl, time, services.deps, async () => {
      await dispose();
      await rm(folder, { recursive: true, force: true });
    });
  }

  get nowMs(): number {
    return this.time.nowMs;
  }

  pass(seconds: number): void {
    this.time.nowMs += seconds * 1000;
  }

  async send(method: string, path: string, body?: unknown, cookie = ""): Promise<Reply> {
    const response = await this.#app.request(`/api/office${path}`, {
      method,
      headers: { host: "x", origin: "http://x", cookie, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === "" ? null : JSON.parse(text),
      cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "",
    };
  }

  /** An account that has replaced its first password. */
  async person(name: string, role: Role = "office"): Promise<Person> {
    const first = await createAccount(this.deps, KEEPER, { name, role, group: null });
    const password = `${first.password}-next`;
    await changePassword(this.deps, first.account, { old: first.password, next: password, from: "test" });
    return new Person(this, first.account.id, name, password);
  }

  async acts(): Promise<readonly { readonly act: string; readonly who: string; readonly detail: string }[]> {
    return this.deps.office.inTransaction((office) => office.audit());
  }
}

export class Person {
  cookie = "";
  phone: CodePhone | null = null;

  constructor(
    readonly desk: DeskWithCodes,
    readonly id: string,
    readonly name: string,
    readonly password: string,
  ) {}

  send(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.desk.send(method, path, body, this.cookie);
  }

  /** Signs in with the password and this code; keeps the session when it was let in. */
  async signIn(code?: string): Promise<Reply> {
    const { name, password } = this;
    const reply = await this.desk.send("POST", "/session", { name, password, ...(code && { code }) });
    if (reply.status === 200) this.cookie = reply.cookie;
    return reply;
  }

  /** Takes over a secret and shows its first code. */
  async enrol(): Promise<Reply> {
    const { body } = await this.send("POST", "/second-factor");
    this.phone = new CodePhone(body.secret, () => this.desk.nowMs);
    return this.send("PUT", "/second-factor", { code: this.code });
  }

  get code(): string {
    return this.phone!.code();
  }

  /** What both type for an act of two people. */
  with(second: Person) {
    return {
      own: this.password,
      ...(this.phone && { ownCode: this.code }),
      second: { name: second.name, password: second.password, ...(second.phone && { code: second.code }) },
    };
  }
}

/** Both signed in, codes switched on, both enrolled and signed in again; the next step has come. */
export async function switchCodesOn(people: readonly [Person, Person]): Promise<void> {
  const [one, other] = people;
  const { desk } = one;
  await one.signIn();
  const { status } = await one.send("PUT", "/profile", { hasCodes: true, ...one.with(other) });
  if (status !== 200) throw new Error(`codes were not switched on: ${status}`);
  for (const person of people) {
    await person.signIn();
    await person.enrol();
  }
  desk.pass(30);
}
