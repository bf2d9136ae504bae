/** 登记表 over generated meetings: what really happened always adds up, and one slip miscounted is always said. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rollSheet, type BatchTyped, type RollSheetCounted, type RollSheetTyped } from "./roll-sheet.ts";

/** What happens to one bag at a meeting and until the poll is closed. */
type Event =
  /** Somebody draws a slip; it stays unused, by choice or because it was lost. */
  | "draws"
  /** Somebody who has drawn scans the slip; `n` of the forms come in. */
  | { readonly scans: number }
  /** A slip nobody has scanned is spoiled: it goes back, a new one is printed and handed out. */
  | "exchanges"
  /** Somebody gives an unused slip back and takes no new one. */
  | "gives-back"
  /** The bag is printed anew: whatever lies in it undrawn is void. */
  | { readonly reprints: number }
  /** A paper form is handed out; it comes back, filled and keyed, or does not. */
  | { readonly paper: boolean };

const FORMS = 3;
const event = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Event>("draws") },
  { weight: 5, arbitrary: fc.record({ scans: fc.nat(FORMS) }) },
  { weight: 2, arbitrary: fc.constantFrom<Event>("exchanges", "gives-back") },
  { weight: 1, arbitrary: fc.record({ reprints: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ paper: fc.boolean() }) },
);
const bag = fc.record({ printed: fc.nat(40), events: fc.array(event, { maxLength: 60 }) });

interface Bag {
  minted: number;
  used: number;
  /** Drawn, neither scanned nor given back. */
  held: number;
  /** In the bag. */
  undrawn: number;
  issued: number;
  exchanged: number;
  returned: number;
  /** Void in the bag: of an earlier print. */
  voided: number;
  paperIssued: number;
  paperReturned: number;
  readonly collected: number[];
}

function meetingOf({ printed, events }: { printed: number; events: readonly Event[] }): Bag {
  const bag: Bag = {
    minted: printed,
    used: 0,
    held: 0,
    undrawn: printed,
    issued: 0,
    exchanged: 0,
    returned: 0,
    voided: 0,
    paperIssued: 0,
    paperReturned: 0,
    collected: Array.from({ length: FORMS }, () => 0),
  };
  for (const one of events) happen(bag, one);
  return bag;
}

/** An event that cannot happen now, because there is no slip for it, does not. */
function happen(bag: Bag, one: Event): void {
  if (one === "draws" && bag.undrawn > 0) {
    bag.undrawn -= 1;
    bag.held += 1;
    bag.issued += 1;
  } else if (one === "exchanges" && bag.held > 0) {
    bag.minted += 1;
    bag.issued += 1;
    bag.exchanged += 1;
    bag.returned += 1;
  } else if (one === "gives-back" && bag.held > 0) {
    bag.held -= 1;
    bag.returned += 1;
  } else if (typeof one === "object" && "scans" in one && bag.held > 0) {
    bag.held -= 1;
    bag.used += 1;
    for (let form = 0; form < one.scans; form += 1) bag.collected[form]! += 1;
  } else if (typeof one === "object" && "reprints" in one) {
    bag.voided += bag.undrawn;
    bag.undrawn = one.reprints;
    bag.minted += one.reprints;
  } else if (typeof one === "object" && "paper" in one) {
    bag.paperIssued += 1;
    if (one.paper) bag.paperReturned += 1;
  }
}

const countedOf = (bags: readonly Bag[]): RollSheetCounted => ({
  batches: bags.map(({ minted, used }, i) => ({
    batch: `b${i}`,
    name: `票袋${i}`,
    eligible: 30,
    minted,
    used,
  })),
  forms: Array.from({ length: FORMS }, (_, form) => {
    const ticket = bags.reduce((sum, { collected }) => sum + collected[form]!, 0);
    const paper = bags.reduce((sum, { paperReturned }) => sum + paperReturned, 0);
    return {
      shortTitle: `表${form}`,
      collected: ticket + paper,
      bySource: { ticket, paper },
      batches: bags.map((_bag, i) => `b${i}`),
    };
  }),
});

/** As the two who sign count the slips that lie before them. */
const typedOf = (bags: readonly Bag[]): RollSheetTyped => ({
  meeting: "专题汇报会",
  time: "",
  place: "",
  due: 0,
  present: 0,
  note: "",
  batches: bags.map(({ issued, exchanged, returned, undrawn, voided, paperIssued, paperReturned }, i) => {
    return {
      batch: `b${i}`,
      issued,
      exchanged,
      returned,
      left: undrawn + voided,
      paperIssued,
      paperReturned,
    };
  }),
});

const meetings = fc.array(bag, { minLength: 1, maxLength: 4 }).map((bags) => bags.map(meetingOf));

describe("the balance of the roll sheet", () => {
  it("holds for whatever really happened: 印制, 发出, 剩余, 启用, 交回, 未启用, 换发, 纸质, 收回", () => {
    fc.assert(
      fc.property(meetings, (bags) => {
        const sheet = rollSheet(countedOf(bags), typedOf(bags));
        expect(sheet.imbalances).toEqual([]);
        for (const [i, line] of [...sheet.lines, sheet.total].entries()) {
          expect(line.minted).toBe(line.issued + line.left);
          expect(line.issued).toBe(line.used + line.returned + line.unused);
          expect(line.unused).toBe(
            i < bags.length ? bags[i]!.held : bags.reduce((sum, b) => sum + b.held, 0),
          );
          expect(line.exchanged).toBeLessThanOrEqual(line.returned);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("says so when one number of slips is miscounted, in the line of that bag", () => {
    const column = fc.constantFrom<keyof BatchTyped & ("issued" | "left")>("issued", "left");
    const by = fc.integer({ min: -5, max: 5 }).filter((difference) => difference !== 0);
    fc.assert(
      fc.property(meetings, fc.nat(3), column, by, (bags, at, name, difference) => {
        const typed = typedOf(bags);
        const i = at % bags.length;
        const batches = typed.batches.map((one, bagAt) =>
          bagAt === i ? { ...one, [name]: one[name] + difference } : one,
        );
        const { imbalances } = rollSheet(countedOf(bags), { ...typed, batches });
        expect(imbalances).toContainEqual({ rule: "printed", of: `票袋${i}`, difference });
      }),
      { numRuns: 1000 },
    );
  });

  it("says so when more ballots of a form came in than slips and paper allow", () => {
    fc.assert(
      fc.property(meetings, fc.nat(FORMS - 1), fc.integer({ min: 1, max: 9 }), (bags, form, more) => {
        const counted = countedOf(bags);
        const allowed = bags.reduce((sum, one) => sum + one.used + one.paperReturned, 0);
        const forms = counted.forms.map((one, i) =>
          i === form ? { ...one, collected: allowed + more } : one,
        );
        const { imbalances } = rollSheet({ ...counted, forms }, typedOf(bags));
        expect(imbalances).toContainEqual({ rule: "form", of: `表${form}`, difference: more });
      }),
      { numRuns: 1000 },
    );
  });
});
