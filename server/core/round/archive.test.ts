import { describe, expect, it } from "vitest";
import { requireArchivable, type UnitToArchive } from "./archive.ts";

const unit = (change: Partial<UnitToArchive> = {}): UnitToArchive => ({
  name: "县水利局党组",
  poll: "closed",
  review: "frozen",
  isTooSmall: false,
  ...change,
});

describe("requireArchivable", () => {
  it("lets a round through whose polls are closed or withdrawn and whose grades are frozen", () => {
    const withdrawn = (["void", "invalid"] as const).map((poll) => unit({ poll, review: "entry" }));
    expect(() => requireArchivable([unit(), ...withdrawn], true)).not.toThrow();
  });

  it.each(["draft", "sealed", "open", "paused", "closing", "sealing", "counted", null] as const)(
    "names a unit whose poll is %s",
    (poll) => {
      expect(() => requireArchivable([unit(), unit({ name: "县交通局党组", poll })], true)).toThrow(
        expect.objectContaining({
          code: "round.not-archivable",
          facts: { reason: "polls", units: ["县交通局党组"] },
        }),
      );
    },
  );

  it("waits for no draft of a unit that is too small to be held, and for every other state of one", () => {
    const tiny = (poll: UnitToArchive["poll"]) =>
      unit({ name: "县档案馆", poll, review: "entry", isTooSmall: true });
    expect(() => requireArchivable([unit(), tiny("draft")], true)).not.toThrow();
    for (const poll of ["sealed", "open", "away", null] as const)
      expect(() => requireArchivable([unit(), tiny(poll)], true)).toThrow("round.not-archivable");
    expect(() => requireArchivable([tiny("draft")], true)).toThrow("round.not-archivable");
  });

  it("names a closed unit whose grade is not frozen, unless the scheme gives no grades", () => {
    const units = [unit(), unit({ name: "县交通局党组", review: "approved" })];
    expect(() => requireArchivable(units, true)).toThrow(
      expect.objectContaining({ facts: { reason: "grades", units: ["县交通局党组"] } }),
    );
    expect(() => requireArchivable(units, false)).not.toThrow();
  });

  it("refuses a round without units", () => {
    expect(() => requireArchivable([], true)).toThrow("round.not-archivable");
  });
});
