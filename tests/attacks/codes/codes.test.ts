/** 动态口令 under attack by somebody who has a password, a phone of their own, or a copy of the data folder. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { signIn } from "../../../server/services/sign-in.ts";
import { DeskWithCodes, type Person, switchCodesOn } from "../../journeys/desk-with-codes.ts";
import { copyStores } from "../../journeys/stores-of-test.ts";

let desk: DeskWithCodes;
let one: Person;
let other: Person;
beforeEach(async () => {
  desk = await DeskWithCodes.open();
  one = await desk.person("承办人");
  other = await desk.person("审核人");
  await switchCodesOn([one, other]);
});
afterEach(() => desk.close());

describe("a code that somebody saw", () => {
  it("is refused a second time, at sign-in, in an act, and when a phone is bound with it", async () => {
    // The code that bound the phone is used up as well.
    expect((await one.signIn(one.phone!.code(1))).body.facts).toMatchObject({ reason: "used" });
    const seen = one.code;
    expect((await one.signIn(seen)).status).toBe(200);
    expect((await one.signIn(seen)).body).toMatchObject({
      code: "account.code-refused",
      facts: { reason: "used" },
    });
    const act = { hasCodes: false, ...one.with(other), ownCode: seen };
    expect((await one.send("PUT", "/profile", act)).body).toMatchObject({
      code: "account.own-code",
      facts: { reason: "used" },
    });
    desk.pass(30);
    expect((await one.signIn(seen)).body.facts).toMatchObject({ reason: "used", waitSeconds: 1 });
    desk.pass(1);
    expect((await one.signIn(one.code)).status).toBe(200);
  });

  it("lets one of two in who bring it at once", async () => {
    const replies = await Promise.all([one.signIn(one.code), one.signIn(one.code)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  it("does not reach back: an earlier code is refused once a later one was used", async () => {
    desk.pass(60);
    expect((await one.signIn(one.phone!.code(-1))).status).toBe(200);
    expect((await one.signIn(one.code)).body.facts).toMatchObject({ reason: "used" });
  });
});

describe("guessing with the right password", () => {
  it("waits longer each time, up to a minute, whoever asks from wherever", async () => {
    const waits: number[] = [];
    for (let i = 0; i < 10; i += 1) {
      const request = {
        name: one.name,
        password: one.password,
        code: one.phone!.wrong(),
        from: `caller ${i}`,
      };
      const error = await signIn(desk.deps, request).catch((refusal: unknown) => refusal);
      expect(error).toMatchObject({ code: "account.code-refused", facts: { reason: "wrong" } });
      const { waitSeconds } = (error as { facts: { waitSeconds: number } }).facts;
      waits.push(waitSeconds);
      desk.pass(waitSeconds);
    }
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
    const refused = (await desk.acts()).filter(({ act }) => act === "account.code-refused");
    expect(refused.length).toBe(10);
  });

  it("lets three of many sent at once reach the code, and the right one waits too", async () => {
    const tell = (code: string, from: string) =>
      signIn(desk.deps, { name: one.name, password: one.password, code, from }).catch(
        (refusal: { facts: { reason: string } }) => refusal.facts.reason,
      );
    const guesses = Array.from({ length: 12 }, (_, i) => tell(one.phone!.wrong(), `caller ${i}`));
    const reasons = await Promise.all(guesses);
    expect(reasons.toSorted()).toEqual([...Array(9).fill("waiting"), ...Array(3).fill("wrong")]);
    // Not among the others: it would end the wait where it comes among the first.
    expect(await tell(one.code, "caller 12")).toBe("waiting");
  });

  it("is no way for a stranger to keep the owner waiting: a code is looked at after the password", async () => {
    for (let i = 0; i < 8; i += 1) {
      const guess = { name: one.name, password: "wrong-password", code: "000000", from: `stranger ${i}` };
      await expect(signIn(desk.deps, guess)).rejects.toMatchObject({ code: "account.refused" });
    }
    expect((await one.signIn(one.code)).status).toBe(200);
  });
});

describe("a phone of one's own", () => {
  it("does not open another account", async () => {
    expect((await one.signIn(other.code)).body.facts).toMatchObject({ reason: "wrong" });
    await one.signIn(one.code);
    desk.pass(30);
    const mixed = { ...one.with(other), second: { ...one.with(other).second, code: one.code } };
    expect((await one.send("PUT", "/profile", { hasCodes: false, ...mixed })).body).toMatchObject({
      code: "account.code-refused",
      facts: { reason: "wrong" },
    });
  });

  it("and a colleague's password are not two people: neither switching off nor a reset", async () => {
    await one.signIn(one.code);
    desk.pass(30);
    const stolen = {
      own: one.password,
      ownCode: one.code,
      second: { name: other.name, password: other.password },
    };
    for (const [method, path, body] of [
      ["PUT", "/profile", { hasCodes: false }],
      ["DELETE", `/accounts/${other.id}/second-factor`, {}],
    ] as const) {
      const without = await one.send(method, path, { ...body, ...stolen });
      expect(without.body).toMatchObject({ code: "account.code-refused", facts: { reason: "missing" } });
      const own = await one.send(method, path, { ...body, ...one.with(one) });
      expect(own.body.code).toBe("account.same-person");
    }
    expect((await desk.deps.office.inTransaction((office) => office.profile())).hasCodes).toBe(true);
  });

  it("does not take over a session that somebody left open", async () => {
    await one.signIn(one.code);
    desk.pass(30);
    const { ownCode: _, ...people } = one.with(other);
    const left = await one.send("POST", "/accounts", {
      name: "某人",
      role: "viewer",
      group: null,
      ...people,
    });
    expect(left.body.code).toBe("account.own-code");
  });
});

describe("a password alone, while its owner enrols", () => {
  it("loses the session it had begun before", async () => {
    const third = await desk.person("第三人");
    const thief = await desk.person("小偷");
    Object.assign(thief, { name: third.name, password: third.password });
    expect((await thief.signIn()).body.mustEnrol).toBe(true);
    const { body: begun } = await thief.send("POST", "/second-factor");
    await third.signIn();
    expect((await third.enrol()).status).toBe(204);
    expect((await third.send("GET", "/rounds")).status).toBe(200);
    expect((await thief.send("GET", "/session")).status).toBe(401);
    expect(begun.secret).not.toBe(third.phone!.secret);
  });

  it("begins none in the moment between", async () => {
    const third = await desk.person("第三人");
    await third.signIn();
    let calls = 0;
    // The owner enrols after the password was looked at and before the session is written.
    const office = Object.create(desk.deps.office, {
      inTransaction: {
        value: async (use: Parameters<typeof desk.deps.office.inTransaction>[0]) => {
          calls += 1;
          if (calls === 3) await third.enrol();
          return desk.deps.office.inTransaction(use);
        },
      },
    });
    const deps = { ...desk.deps, office };
    const thief = signIn(deps, { name: third.name, password: third.password, from: "thief" });
    await expect(thief).rejects.toMatchObject({ code: "account.code-refused", facts: { reason: "missing" } });
    expect(calls).toBe(3);
  });
});

describe("the secret", () => {
  async function filesWith(folder: string, text: string): Promise<readonly string[]> {
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    const found: string[] = [];
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      if (bytes.includes(text)) found.push(file.name);
    }
    return found;
  }

  it("is in the data folder and a copy with keys, and in no other copy", async () => {
    const { secret } = one.phone!;
    if (desk.databaseUrl === null)
      expect((await filesWith(desk.folder, secret)).some((file) => file.startsWith("office.db"))).toBe(true);
    else expect(await filesWith(desk.folder, secret)).toEqual([]);
    const [plain, whole] = [join(desk.folder, "copy-plain"), join(desk.folder, "copy-whole")];
    const stores = { dataFolder: desk.folder, databaseUrl: desk.databaseUrl };
    await copyStores(stores, plain);
    await copyStores(stores, whole, { privateKeys: true });
    expect(await filesWith(whole, secret)).toEqual(["office.db"]);
    expect(await filesWith(plain, secret)).toEqual([]);
    // The rest of the office is there.
    expect(await filesWith(plain, one.name)).toEqual(["office.db"]);
  });

  it("is in no answer after enrolling, in no line of the record and of what is told about requests", async () => {
    await one.signIn(one.code);
    const answers: string[] = [];
    for (const path of ["/session", "/accounts", "/profile", "/audit", "/rounds"])
      answers.push(JSON.stringify((await one.send("GET", path)).body));
    const said = [...answers, JSON.stringify(await desk.acts()), JSON.stringify(desk.told)].join("\n");
    for (const person of [one, other]) expect(said).not.toContain(person.phone!.secret);
    expect(said).toContain("account.enrolled");
    expect(desk.told.some(({ route }) => route === "/api/office/second-factor")).toBe(true);
  });
});
