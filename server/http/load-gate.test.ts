import { describe, expect, it } from "vitest";
import { LoadGate } from "./load-gate.ts";

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

/** People who ask one gate, and what became of each: he stands, was let in, or was sent away. */
function crowd() {
  const at = { ms: 1_000 };
  const gate = new LoadGate(() => at.ms);
  const fates: ("in" | "away" | "standing")[] = [];
  const ask = (isThere = () => true, workMs = 0): number => {
    const who = fates.push("standing") - 1;
    gate.ask({
      enter() {
        fates[who] = "in";
        at.ms += workMs;
      },
      sendAway: () => void (fates[who] = "away"),
      isThere,
    });
    return who;
  };
  const count = (fate: (typeof fates)[number]): number => fates.filter((one) => one === fate).length;
  return { at, fates, ask, count };
}

describe("LoadGate", () => {
  it("handles one who comes alone as soon as a turn has brought nobody else", async () => {
    const { fates, ask } = crowd();
    ask();
    expect(fates).toEqual(["standing"]);
    await turn();
    await turn();
    expect(fates).toEqual(["in"]);
  });

  it("lets others in first while turns bring more, and handles who came first first", async () => {
    const { at, fates, ask, count } = crowd();
    for (let i = 0; i < 10; i += 1) {
      ask();
      await turn();
    }
    expect(count("standing")).toBe(10);
    // Twenty milliseconds of letting in are enough, whoever still comes.
    at.ms += 20;
    ask();
    await turn();
    expect(count("in")).toBe(11);
    for (let i = 0; i < 100; i += 1) ask();
    await turn();
    await turn();
    expect(fates.slice(11, 75).every((fate) => fate === "in")).toBe(true);
    expect(count("standing")).toBe(36);
  });

  it("sends away at once who would wait longer than half a second, and nobody of a hundred", async () => {
    const { fates, ask, count } = crowd();
    // What is believed before anything was seen: one in two milliseconds.
    for (let i = 0; i < 250; i += 1) ask();
    expect(count("away")).toBe(0);
    expect(fates[ask()]).toBe("away");
    while (count("standing") > 0) await turn();
    expect(count("in")).toBe(250);
    expect(fates[ask()]).toBe("standing");
  });

  it("learns how fast it goes: a slow machine sends away sooner, but never who finds less than a hundred", async () => {
    const { fates, ask, count } = crowd();
    for (let round = 0; round < 10; round += 1) {
      for (let i = 0; i < 130; i += 1) ask(undefined, 20);
      while (count("standing") > 0) await turn();
    }
    const before = fates.length;
    for (let i = 0; i < 101; i += 1) ask();
    expect(fates.slice(before, before + 100)).toEqual(Array(100).fill("standing"));
    expect(fates.at(-1)).toBe("away");
  });

  it("learns how fast it goes: a fast machine lets half a second of people stand, and not more than five hundred", async () => {
    const { fates, ask, count } = crowd();
    for (let round = 0; round < 30; round += 1) {
      for (let i = 0; i < 200; i += 1) ask(undefined, 0.1);
      while (count("standing") > 0) await turn();
    }
    const before = fates.length;
    for (let i = 0; i < 501; i += 1) ask();
    expect(fates.slice(before).indexOf("away")).toBeGreaterThan(480);
    expect(fates.at(-1)).toBe("away");
  });

  it("handles nothing for somebody who has gone", async () => {
    const { fates, ask } = crowd();
    ask(() => false);
    ask();
    await turn();
    await turn();
    expect(fates).toEqual(["standing", "in"]);
  });
});
