import { describe, expect, it } from "vitest";
import { LoadGate } from "./load-gate.ts";

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe("LoadGate", () => {
  it("sends away who comes late in a long turn of a crowd, and nobody in the next", async () => {
    let now = 1_000;
    const gate = new LoadGate(() => now);
    for (let i = 0; i < 99; i += 1) expect(gate.admits()).toBe(true);
    now += 250;
    expect(gate.admits()).toBe(true);
    now += 1;
    expect([gate.admits(), gate.admits()]).toEqual([false, false]);
    await turn();
    expect(gate.admits()).toBe(true);
  });

  it("takes a few whatever the machine did meanwhile", () => {
    let now = 0;
    const gate = new LoadGate(() => now);
    expect(gate.admits()).toBe(true);
    now += 60_000;
    expect(gate.admits()).toBe(true);
  });

  it("does not count time in which nobody asked", async () => {
    let now = 0;
    const gate = new LoadGate(() => now);
    expect(gate.admits()).toBe(true);
    await turn();
    now += 60_000;
    expect(gate.admits()).toBe(true);
  });
});
