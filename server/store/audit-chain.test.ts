import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainAudit, verifyAudit } from "./audit-chain.ts";
import type { AuditRow } from "./office.ts";

function chain(acts: readonly string[]): AuditRow[] {
  const rows: AuditRow[] = [];
  for (const act of acts) {
    const line = { atUtc: "2026-11-27T08:00:00.000Z", who: "office", act, about: "p1", detail: "{}" };
    rows.push(chainAudit(rows.at(-1) ?? null, line));
  }
  return rows;
}

describe("verifyAudit", () => {
  it("accepts an empty audit and every chain as it was written", () => {
    expect(verifyAudit([])).toEqual({ ok: true, lines: 0 });
    expect(verifyAudit(chain(["a", "b", "c"]))).toEqual({ ok: true, lines: 3 });
  });

  it("has a digest that does not change with the product", () => {
    expect(chain(["poll.open"])[0]?.digest).toBe(
      "0699edce121784d3ff706e276e281c2ead05a5d5497bd5aba8ac442b28276158",
    );
  });

  it("finds a change of any column of any line", () => {
    const columns = ["atUtc", "who", "act", "about", "detail", "digest"] as const;
    fc.assert(
      fc.property(fc.nat(9), fc.constantFrom(...columns), fc.string({ minLength: 1 }), (at, column, more) => {
        const rows = chain(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);
        rows[at] = { ...rows[at]!, [column]: rows[at]![column] + more };
        expect(verifyAudit(rows)).toEqual({ ok: false, sequence: at + 1, reason: "digest" });
      }),
    );
  });

  it("finds a line taken out, put in twice, or moved", () => {
    const rows = chain(["a", "b", "c"]);
    expect(verifyAudit([rows[0]!, rows[2]!])).toEqual({ ok: false, sequence: 2, reason: "gap" });
    expect(verifyAudit([rows[0]!, rows[0]!, rows[1]!])).toEqual({ ok: false, sequence: 2, reason: "gap" });
    expect(verifyAudit([rows[1]!, rows[0]!])).toEqual({ ok: false, sequence: 1, reason: "gap" });
  });

  it("finds lines renumbered after one was taken out", () => {
    const [first, , third] = chain(["a", "b", "c"]);
    const verdict = verifyAudit([first!, { ...third!, sequence: 2 }]);
    expect(verdict).toEqual({ ok: false, sequence: 2, reason: "digest" });
  });
});
