/** 动态口令: switched by two, enrolled by everybody, asked for at sign-in and in acts of two. @source docs/accounts.md */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount } from "../../server/services/create-account.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { CodePhone } from "./code-phone.ts";
import { DeskWithCodes, Person, switchCodesOn } from "./desk-with-codes.ts";

let desk: DeskWithCodes;
let one: Person;
let other: Person;
let third: Person;
beforeAll(async () => {
  desk = await DeskWithCodes.open();
  one = await desk.person("承办人");
  other = await desk.person("审核人");
  third = await desk.person("第三人");
});
afterAll(() => desk.close());

const missing = { code: "account.code-refused", facts: { reason: "missing", waitSeconds: 0 } };
const newAccount = (name: string) => ({ name, role: "viewer", group: null });
const lastAct = async () => (await desk.acts()).at(-1)!;

describe("as installed", () => {
  it("asks for no code, and binds no phone", async () => {
    expect((await one.signIn()).body).toMatchObject({ hasCodes: false, mustEnrol: false });
    expect(await one.send("GET", "/profile")).toMatchObject({ body: { hasCodes: false } });
    expect(await one.send("POST", "/second-factor")).toMatchObject({
      status: 409,
      body: { code: "account.enrolment", facts: { state: "off" } },
    });
  });
});

describe("switching on", () => {
  it("takes two, ends every session and stands on record; the other switch stays as it is", async () => {
    await third.signIn();
    expect(await one.send("PUT", "/profile", { hasCodes: true, ...one.with(one) })).toMatchObject({
      status: 409,
      body: { code: "account.same-person" },
    });
    const reply = await one.send("PUT", "/profile", { hasCodes: true, ...one.with(other) });
    expect(reply).toMatchObject({ status: 200, body: { hasCodes: true, hasKeepers: false } });
    for (const person of [one, third]) expect((await person.send("GET", "/session")).status).toBe(401);
    const { act, detail } = await lastAct();
    expect(act).toBe("profile.switched");
    expect(JSON.parse(detail)).toMatchObject({
      codes: true,
      codesBefore: false,
      keepers: false,
      keepersBefore: false,
      second: `${other.id} 审核人`,
    });
  });
});

describe("enrolling", () => {
  it("comes at the next sign-in, and before it nothing else is open", async () => {
    expect((await one.signIn()).body).toMatchObject({ hasCodes: true, mustEnrol: true });
    for (const path of ["/rounds", "/accounts", "/audit", "/profile"])
      expect((await one.send("GET", path)).body.code, path).toBe("account.not-allowed");
  });

  it("shows a secret and its QR code, and counts only after a right code", async () => {
    const begun = await one.send("POST", "/second-factor");
    expect(begun.body).toMatchObject({ secret: expect.stringMatching(/^[A-Z2-7]{32}$/) });
    expect(begun.body.qr.size).toBeGreaterThan(20);
    const phone = new CodePhone(begun.body.secret, () => desk.nowMs);
    expect((await one.send("PUT", "/second-factor", { code: phone.wrong() })).body).toMatchObject({
      code: "account.code-refused",
      facts: { reason: "wrong" },
    });
    expect((await one.send("GET", "/session")).body.mustEnrol).toBe(true);
    expect((await one.send("PUT", "/second-factor", { code: "12345" })).status).toBe(400);
  });

  it("begun anew takes the first secret back", async () => {
    const first = await one.send("POST", "/second-factor");
    expect((await one.enrol()).status).toBe(204);
    expect(one.phone!.secret).not.toBe(first.body.secret);
    expect((await one.send("GET", "/session")).body.mustEnrol).toBe(false);
    expect((await one.send("GET", "/rounds")).status).toBe(200);
    expect(await lastAct()).toMatchObject({ act: "account.enrolled", who: `${one.id} 承办人`, detail: "{}" });
    expect(await one.send("POST", "/second-factor")).toMatchObject({ body: { facts: { state: "done" } } });
    expect(await one.send("PUT", "/second-factor", { code: one.code })).toMatchObject({
      body: { code: "account.enrolment", facts: { state: "done" } },
    });
  });

  it("waits for the first password to be replaced, which whoever made the account knows", async () => {
    const { password } = await createAccount(desk.deps, KEEPER, { ...newAccount("新人"), role: "viewer" });
    const fresh = new Person(desk, "", "新人", password);
    expect((await fresh.signIn()).body).toMatchObject({ mustChange: true, mustEnrol: true });
    expect((await fresh.send("POST", "/second-factor")).body.code).toBe("account.not-allowed");
    expect((await fresh.send("PUT", "/second-factor", { code: "123456" })).body).toMatchObject({
      code: "account.enrolment",
      facts: { state: "none" },
    });
  });
});

describe("signing in", () => {
  it("takes password and code", async () => {
    expect(await one.signIn()).toMatchObject({ status: 401, body: missing });
    desk.pass(30);
    expect(await one.signIn(one.phone!.wrong())).toMatchObject({
      status: 401,
      body: { code: "account.code-refused", facts: { reason: "wrong" } },
    });
    expect((await one.signIn(one.code)).body).toMatchObject({ name: "承办人", mustEnrol: false });
  });

  it("looks at no code before the password is right, and uses none up", async () => {
    desk.pass(30);
    const wrong = { name: one.name, password: "wrong-password", code: one.code };
    expect((await desk.send("POST", "/session", wrong)).body.code).toBe("account.refused");
    expect((await one.signIn(one.code)).status).toBe(200);
  });

  it("takes the code of a phone whose clock is one step off, and no further", async () => {
    desk.pass(90);
    expect((await one.signIn(one.phone!.code(2))).body.facts).toMatchObject({ reason: "wrong" });
    expect((await one.signIn(one.phone!.code(1))).status).toBe(200);
    expect((await one.signIn(one.phone!.code(-1))).status).toBe(200);
  });

  it("puts a refused code on record with its reason, and never the code", async () => {
    desk.pass(60);
    const code = one.phone!.wrong();
    await one.signIn(code);
    const { act, detail } = await lastAct();
    expect([act, JSON.parse(detail)]).toEqual(["account.code-refused", { code: "wrong" }]);
    expect(detail).not.toContain(code);
  });
});

describe("acts of two people", () => {
  it("need a second person who has enrolled", async () => {
    desk.pass(60);
    await one.signIn(one.code);
    desk.pass(30);
    expect(await one.send("POST", "/accounts", { ...newAccount("某人"), ...one.with(other) })).toMatchObject({
      status: 403,
      body: { code: "account.not-allowed" },
    });
    await other.signIn();
    await other.enrol();
    desk.pass(30);
  });

  it("say whose code is missing, wrong or used, and use up neither before both are right", async () => {
    const people = one.with(other);
    const tryIt = async (change: object) =>
      (await one.send("POST", "/accounts", { ...newAccount("某人"), ...people, ...change })).body;
    const ownMissing = { code: "account.own-code", facts: { reason: "missing", waitSeconds: 0 } };
    expect(await tryIt({ ownCode: undefined })).toMatchObject(ownMissing);
    expect(await tryIt({ second: { ...people.second, code: undefined } })).toMatchObject(missing);
    expect(await tryIt({ ownCode: one.phone!.wrong() })).toMatchObject({
      code: "account.own-code",
      facts: { reason: "wrong" },
    });
    expect(await tryIt({ second: { ...people.second, code: other.phone!.wrong() } })).toMatchObject({
      code: "account.code-refused",
      facts: { reason: "wrong" },
    });
    expect(await tryIt({})).toMatchObject({ name: "某人" });
    const again = { ...newAccount("又一人"), ...people };
    expect((await one.send("POST", "/accounts", again)).body).toMatchObject({
      code: "account.own-code",
      facts: { reason: "used" },
    });
  });
});

describe("a lost phone", () => {
  it("is reset by two, ends the sessions, and the account enrols anew", async () => {
    await third.signIn();
    await third.enrol();
    const old = third.phone!;
    desk.pass(30);
    const { body: accounts } = await one.send("GET", "/accounts");
    expect(accounts.find(({ id }: Person) => id === third.id)).toMatchObject({ isEnrolled: true });
    expect(JSON.stringify(accounts)).not.toContain(old.secret);
    const path = `/accounts/${third.id}/second-factor`;
    expect(await one.send("DELETE", path, one.with(one))).toMatchObject({ status: 409 });
    expect(await one.send("DELETE", path, one.with(other))).toMatchObject({ status: 204 });
    const { act, detail } = await lastAct();
    expect([act, JSON.parse(detail)]).toEqual([
      "account.code-reset",
      { name: "第三人", second: `${other.id} 审核人` },
    ]);
    expect((await third.send("GET", "/session")).status).toBe(401);
    expect((await third.signIn(old.code())).body.mustEnrol).toBe(true);
    expect((await third.enrol()).status).toBe(204);
    desk.pass(30);
    expect((await third.signIn(old.code())).body.facts).toMatchObject({ reason: "wrong" });
    expect((await third.signIn(third.code)).status).toBe(200);
  });

  it("is refused for an account without one", async () => {
    const { id } = (await desk.deps.office.inTransaction((office) => office.accountByName("某人")))!;
    desk.pass(30);
    const reply = await one.send("DELETE", `/accounts/${id}/second-factor`, one.with(other));
    expect(reply).toMatchObject({
      status: 409,
      body: { code: "account.enrolment", facts: { state: "none" } },
    });
    expect(await one.send("DELETE", "/accounts/nobody/second-factor", one.with(other))).toMatchObject({
      status: 404,
    });
  });

  it("is not what a new first password is for: the phone stays bound", async () => {
    const { password } = await createAccount(desk.deps, KEEPER, { ...newAccount("第三人"), role: "office" });
    const login = (code?: string) => desk.send("POST", "/session", { name: "第三人", password, code });
    expect((await login()).body).toMatchObject(missing);
    desk.pass(30);
    expect((await login(third.code)).body).toMatchObject({ mustChange: true, mustEnrol: false });
  });
});

describe("switching off", () => {
  it("takes both codes, forgets every phone, and sign-in is by password again", async () => {
    desk.pass(30);
    const { ownCode: _, ...without } = one.with(other);
    expect((await one.send("PUT", "/profile", { hasCodes: false, ...without })).body.code).toBe(
      "account.own-code",
    );
    expect(await one.send("PUT", "/profile", { hasCodes: false, ...one.with(other) })).toMatchObject({
      status: 200,
      body: { hasCodes: false },
    });
    expect(await desk.deps.office.inTransaction((office) => office.secondFactors.all())).toEqual([]);
    expect((await other.signIn()).body).toMatchObject({ hasCodes: false, mustEnrol: false });
    expect((await one.send("GET", "/session")).status).toBe(200);
  });

  it("and on again, everybody enrols anew", async () => {
    one.phone = other.phone = null;
    await switchCodesOn([one, other]);
    expect((await one.signIn(one.code)).body).toMatchObject({ mustEnrol: false });
  });
});
