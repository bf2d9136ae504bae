import type { Role } from "../../server/core/access/role.ts";
import type { TestServer } from "./start-server.ts";

/** A signed-in member of the office, over HTTP. */
export class OfficeClient {
  private constructor(
    private readonly address: string,
    readonly cookie: string,
    readonly name: string,
    readonly password: string,
  ) {}

  /** Makes a new account, signs in, replaces the first password. */
  static async signIn(
    server: Pick<TestServer, "address" | "account">,
    name = `承办人${Math.random().toString(36).slice(2, 8)}`,
    role: Role = "office",
    group: string | null = null,
  ): Promise<OfficeClient> {
    const { password } = await server.account(name, role, group);
    const cookie = await openSession(server.address, { name, password });
    const next = `${password}-next`;
    const client = new OfficeClient(server.address, cookie, name, next);
    await client.send("PUT", "/password", { old: password, next });
    return client;
  }

  /** A new session of the same person, with a code of their phone where one is asked for. */
  async signInAgain(code?: string): Promise<OfficeClient> {
    const { address, name, password } = this;
    return new OfficeClient(address, await openSession(address, { name, password, code }), name, password);
  }

  async send(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.address}/api/office${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.address,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** What this person and another type for an act that takes two. */
  withSecond({ name, password }: { readonly name: string; readonly password: string }) {
    return { own: this.password, second: { name, password } };
  }

  async status(method: string, path: string, body?: unknown): Promise<number> {
    return (await this.send(method, path, body)).status;
  }

  // Tests read answers of many shapes; each asserts what it uses.
  // oxlint-disable-next-line typescript/no-explicit-any
  async get(path: string): Promise<any> {
    const response = await this.send("GET", path);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** @returns the cookie, or "" when nobody was let in */
async function openSession(address: string, who: object): Promise<string> {
  const response = await fetch(`${address}/api/office/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify(who),
  });
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}
