/**
 * P5: whatever happens to slips, accepted ≤ redeemed ≤ tickets, and one ballot per form and ticket: requests and replies
 * that get lost, phones that ask again, a second phone, somebody else with the same code, credentials sent for another
 * form, exchange, reprint, pause and restart, in any order and at once. @source anonymity.md §4
 */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { days, People } from "./histories.ts";
import { type Beginning, beginning, PollingPlace, type Weakness } from "./polling-place.ts";

/** People who are there at once; each has a history of their own. */
const PEOPLE = 250;
const DAYS = 40;

let from: Beginning;
beforeAll(async () => {
  from = await beginning();
});
afterAll(() => from.remove());

async function spent(day: Parameters<People["spend"]>[0], weakness: Weakness = {}): Promise<People> {
  const place = await PollingPlace.open(from, weakness);
  try {
    const people = await People.arrive(place, day.people.length);
    await people.spend(day);
    await people.insist();
    return people;
  } finally {
    await place.close();
  }
}

describe("10 000 histories of slips", () => {
  it("never take more ballots than were redeemed, nor redeem more than there are tickets; who insists has one of each form", async () => {
    const refused = new Set<string>();
    await fc.assert(
      fc.asyncProperty(days(PEOPLE), async (day) => {
        const people = await spent(day);
        for (const code of people.refused.keys()) refused.add(code);
        expect(people.wrong).toEqual([]);
      }),
      { numRuns: DAYS, endOnFailure: true },
    );
    // They did try: every refusal that stands between a slip and a second ballot was met.
    expect([...refused].toSorted()).toEqual([
      "ballot.already-cast",
      "credential.refused",
      "poll.not-open",
      "ticket.used-elsewhere",
      "ticket.voided",
    ]);
  });
});

describe("positive control: the same histories find out", () => {
  const naive: Readonly<Record<string, Weakness>> = {
    "a roll that signs for a used ticket whatever is asked": {
      roll: (real) => ({
        use: async (hash, digest) => {
          const outcome = await real.use(hash, digest);
          return outcome === "other" ? "same" : outcome;
        },
      }),
    },
    "a box that knows a ballot by what the phone calls it": {
      box: (real) => ({
        cast: ({ spent, ...rows }) => {
          const nullifier = createHash("sha256").update(spent.nullifier).update(spent.retryDigest).digest();
          return real.cast({ ...rows, spent: { ...spent, nullifier } });
        },
      }),
    },
    "an exchange that leaves the spoiled slip as it is": {
      roll: (real) => ({
        exchange: async ({ poll, batch, fresh }) => {
          await real.addTickets(poll, batch, [fresh]);
          return "done";
        },
      }),
    },
    "a reprint that voids nothing": { roll: () => ({ voidUnused: async () => 0 }) },
    "a box that says 已提交 and has lost the ballot": { box: () => ({ cast: async () => "same" }) },
  };

  it.each(Object.entries(naive))("%s", async (_, weakness) => {
    const [day] = fc.sample(days(PEOPLE), { numRuns: 1, seed: 7 });
    const { wrong } = await spent({ ...day!, between: ["reprint", "restart"] }, weakness);
    expect(wrong.length).toBeGreaterThan(0);
  });
});
