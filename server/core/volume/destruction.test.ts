import { describe, expect, it } from "vitest";
import { keptUntil, requireDestroyable } from "./destruction.ts";

const ARCHIVED = "2026-11-29T08:00:00.000Z";
const DUE = { archivedAtUtc: ARCHIVED, keepDays: 30, isDestroyed: false, volumes: 1 };
const refusal = (change: Partial<Parameters<typeof requireDestroyable>[0]>, now: string) => {
  try {
    return requireDestroyable({ ...DUE, ...change }, now);
  } catch (error) {
    const { code, facts } = error as { code: string; facts: object };
    return { code, facts };
  }
};

describe("requireDestroyable", () => {
  it("counts the days from 归档 on, to the second", () => {
    const until = keptUntil(ARCHIVED, 30);
    expect(until).toBe("2026-12-29T08:00:00.000Z");
    expect(refusal({}, "2026-12-29T07:59:59.999Z")).toEqual({ code: "round.kept", facts: { until } });
    expect(refusal({}, until)).toEqual({ archivedAtUtc: ARCHIVED, keepDays: 30 });
  });

  it("keeps what nobody has set a term for, however old", () => {
    expect(refusal({ keepDays: undefined }, "2126-01-01T00:00:00.000Z")).toEqual({
      code: "round.kept",
      facts: { until: null },
    });
  });

  it.each([
    ["round.not-archived", { archivedAtUtc: undefined }],
    ["round.destroyed", { isDestroyed: true }],
    ["round.no-volume", { volumes: 0 }],
  ] as const)("refuses with %s", (code, change) =>
    expect(refusal(change, "2027-01-01T00:00:00.000Z")).toMatchObject({ code }),
  );
});
