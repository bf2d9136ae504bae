/** P17: acts on accounts, one's own and those by two, are on record. @source anonymity.md §4 */
import { describe, expect, it } from "vitest";
import { accountActs } from "./audit-acts.ts";
import { AuditDesk, describeActs, FIRST_GROUP } from "./audit-desk.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";

const desk = AuditDesk.take();

describeActs(desk, accountActs(desk));

describe("one's own acts", () => {
  it("keeps a person's own acts: sign-in, password, sign-out", async () => {
    const before = (await desk.record()).length;
    const client = await OfficeClient.signIn(desk.server, "过客", "viewer");
    await client.send("DELETE", "/session");
    const id = await desk.idOf("过客");
    const acts = (await desk.record()).slice(before).filter((line) => line.about === id);
    expect(acts.map(({ act }) => act)).toEqual([
      "account.created",
      "account.signed-in",
      "account.password-changed",
      "account.signed-out",
    ]);
    expect(await client.status("GET", "/session")).toBe(401);
  });

  it("keeps refused passwords, and not what was typed as a name that nobody has", async () => {
    const before = (await desk.record()).length;
    const attempt = (name: string) =>
      fetch(`${desk.server.address}/api/office/session`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: desk.server.address },
        body: JSON.stringify({ name, password: "wrong-password" }),
      });
    expect((await attempt("领导")).status).toBe(401);
    for (const name of ["my-secret-password", "another-secret"])
      expect((await attempt(name)).status).toBe(401);
    const added = (await desk.record()).slice(before);
    expect(added.map(({ act, about }) => [act, about])).toEqual([
      ["account.refused", await desk.idOf("领导")],
      ["account.refused", "unknown"],
    ]);
    expect(JSON.stringify(added)).not.toContain("secret");
    expect(JSON.stringify(added)).not.toContain("wrong-password");
  });
});

describe("two people", () => {
  const act = (body: unknown) => desk.office.send("POST", "/accounts", body).then(replyOf);
  const account = { name: "又一个", role: "viewer", group: null };

  it("are two: the same person is refused with 409", async () => {
    expect(await act({ ...account, ...desk.office.withSecond(desk.office) })).toMatchObject({
      status: 409,
      code: "account.same-person",
    });
  });

  it("both type their own password: whose was wrong is said", async () => {
    expect(await act({ ...account, ...desk.two(), own: "wrong-password" })).toMatchObject({
      status: 401,
      code: "account.own-password",
    });
    const wrong = {
      own: desk.office.password,
      second: { name: desk.second.name, password: "wrong-password" },
    };
    expect(await act({ ...account, ...wrong })).toMatchObject({ status: 401, code: "account.refused" });
  });

  it("could both have acted: a group, a viewer and a first password do not count", async () => {
    const fresh = await desk.server.account("刚建的");
    for (const other of [desk.group, desk.viewer, fresh]) {
      expect(await act({ ...account, ...desk.office.withSecond(other) })).toMatchObject({
        status: 403,
        code: "account.not-allowed",
      });
    }
  });

  it("are asked for: a body without them is refused with 400", async () => {
    expect(await act(account)).toMatchObject({ status: 400 });
    expect(await act({ ...account, ...desk.two(), extra: 1 })).toMatchObject({ status: 400 });
  });

  it("sign everybody out whose password they reset", async () => {
    const guest = await OfficeClient.signIn(desk.server, "访客", "viewer");
    expect(await guest.status("GET", "/session")).toBe(200);
    const reply = await replyOf(
      await desk.office.send("POST", `/accounts/${await desk.idOf("访客")}/password`, desk.two()),
    );
    expect(reply).toMatchObject({ status: 200, body: { name: "访客" } });
    expect(await guest.status("GET", "/session")).toBe(401);
  });

  it("do not make an account of a name that is taken, or of a group without a name", async () => {
    expect(await act({ ...account, name: "领导", ...desk.two() })).toMatchObject({
      status: 409,
      code: "account.taken",
    });
    for (const bad of [
      { role: "group", group: null },
      { role: "office", group: FIRST_GROUP },
      { name: "=1+1" },
    ])
      expect(await act({ ...account, ...bad, ...desk.two() }), JSON.stringify(bad)).toMatchObject({
        status: 400,
      });
  });
});
