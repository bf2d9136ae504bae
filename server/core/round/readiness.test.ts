import { describe, expect, it } from "vitest";
import { READINESS_STEPS, type ReadinessFacts, readReadiness } from "./readiness.ts";

const EMPTY: ReadinessFacts = {
  isFrozen: false,
  units: [],
  needsLeaders: true,
  forms: [{ title: "领导班子表", misses: null }],
  overlapping: [],
  schemeMisses: null,
  setUp: "onsite",
  address: "http://192.168.8.2:8080",
  rehearsing: [],
  hasRehearsed: false,
  polls: [],
};
const WATER = { name: "县水利局", leaders: 3, principals: 1, isTooSmall: false };
const FULL: ReadinessFacts = { ...EMPTY, units: [WATER] };
const SEALED: ReadinessFacts = {
  ...FULL,
  isFrozen: true,
  polls: [{ unit: "县水利局", state: "sealed", bags: 2, printed: 1 }],
};

const stepOf = (facts: ReadinessFacts, step: (typeof READINESS_STEPS)[number]) =>
  readReadiness(facts).steps.find((one) => one.step === step)!;

describe("readReadiness", () => {
  it("begins with the units and lets blocks, seal, tickets and opening wait", () => {
    const { next, isSealable, steps } = readReadiness(EMPTY);
    expect(next).toBe("units");
    expect(isSealable).toBe(false);
    expect(steps.map(({ step }) => step)).toEqual(READINESS_STEPS);
    const waiting = steps.filter(({ state }) => state === "waiting").map(({ step }) => step);
    expect(waiting).toEqual(["blocks", "seal", "tickets", "open"]);
  });

  it("leads past the rehearsal, which may be left out, to the seal", () => {
    expect(readReadiness(FULL)).toMatchObject({ next: "seal", isSealable: true });
    expect(stepOf(FULL, "rehearsal").state).toBe("optional");
    expect(stepOf({ ...FULL, hasRehearsed: true }, "rehearsal").state).toBe("done");
    expect(readReadiness({ ...FULL, rehearsing: ["县水利局"] })).toMatchObject({
      next: "rehearsal",
      isSealable: false,
    });
  });

  it.each([
    ["roster", "no-leaders", { units: [{ ...WATER, leaders: 0, principals: 0 }] }],
    ["roster", "too-few", { units: [{ ...WATER, isTooSmall: true }] }],
    ["forms", "form-unknown", { forms: [{ title: "旧表", misses: "form-unknown" }] }],
    ["forms", "form-replaced", { forms: [{ title: "旧表 2026.1", misses: "form-replaced" }] }],
    ["forms", "form-unfit", { forms: [{ title: "旧表", misses: "form-unfit" }] }],
    ["forms", "feedback-date", { forms: [{ title: "整改表", misses: "feedback-date" }] }],
    ["scheme", "scheme-unknown", { schemeMisses: "scheme-unknown" }],
    ["scheme", "scheme-unfit", { schemeMisses: "scheme-unfit" }],
    ["set-up", "no-address", { address: null }],
  ] as const)("holds the seal up at %s for %s", (step, what, part) => {
    const facts: ReadinessFacts = { ...FULL, ...part };
    expect(stepOf(facts, step).missing.map((gap) => gap.what)).toEqual([what]);
    expect(readReadiness(facts)).toMatchObject({ next: step, isSealable: false });
    expect(stepOf(facts, "seal").state).toBe("waiting");
  });

  it("only points at what the seal lets pass", () => {
    const units = [WATER, { ...WATER, name: "县档案馆", isTooSmall: true, principals: 0 }];
    expect(stepOf({ ...FULL, units }, "roster")).toMatchObject({
      state: "done",
      notes: [
        { what: "too-few", of: ["县档案馆"] },
        { what: "no-principal", of: ["县档案馆"] },
      ],
    });
    const overlapping: ReadinessFacts = { ...FULL, overlapping: ["领导班子表", "问卷"] };
    expect(stepOf(overlapping, "forms")).toMatchObject({
      state: "done",
      notes: [{ what: "forms-overlap", of: ["领导班子表", "问卷"] }],
    });
    const online: ReadinessFacts = { ...FULL, setUp: "online" };
    expect(stepOf(online, "set-up").notes.map(({ what }) => what)).toEqual(["not-https"]);
    const own: ReadinessFacts = { ...FULL, address: "http://127.0.0.1:8080" };
    expect(stepOf(own, "set-up").notes.map(({ what }) => what)).toEqual(["own-address"]);
  });

  it("fixes everything at the seal and goes on to slips and opening", () => {
    expect(readReadiness(SEALED).next).toBe("tickets");
    const fixed = readReadiness(SEALED).steps.filter(({ isFixed }) => isFixed);
    expect(fixed.map(({ step }) => step)).toEqual(READINESS_STEPS.slice(0, -1));
    const printed: ReadinessFacts = { ...SEALED, polls: [{ ...SEALED.polls[0]!, printed: 2 }] };
    expect(readReadiness(printed).next).toBe("open");
    const open: ReadinessFacts = { ...SEALED, polls: [{ ...printed.polls[0]!, state: "open" }] };
    expect(readReadiness(open).next).toBeNull();
  });
});
