/** P10: live turnout moves in steps of five only. @source anonymity.md §4, §5 R8 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanOf } from "../../web/office/progress/count-states.ts";
import { type FormReceived, turnoutOf } from "./count-turnout.ts";

const forms = fc.array(
  fc.record({
    ballots: fc.nat({ max: 300 }),
    paper: fc.oneof(fc.constant(0), fc.nat({ max: 60 })),
    eligible: fc.integer({ min: 1, max: 300 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const line = fc.double({ min: 0, max: 1, noNaN: true });
const eligible = fc.nat({ max: 400 });
const most = (received: readonly FormReceived[]): number =>
  Math.max(...received.map(({ ballots }) => ballots));
const mostPaper = (received: readonly FormReceived[]): number =>
  Math.max(...received.map(({ paper }) => paper));
const isComplete = (received: readonly FormReceived[]): boolean =>
  received.every((form) => form.ballots + form.paper >= form.eligible);

describe("turnout while a poll is open", () => {
  it("is a multiple of five, and phones and paper together lie in the span that is read from it", () => {
    fc.assert(
      fc.property(forms, line, (received, share) => {
        const turnout = turnoutOf(received, 900, share);
        fc.pre(!turnout.complete);
        const { from, to } = spanOf(turnout);
        const all = most(received) + mostPaper(received);
        expect(turnout.step % 5).toBe(0);
        expect([from <= all, all <= to]).toEqual([true, true]);
        expect(to - from).toBe(mostPaper(received) > 0 ? 8 : 4);
      }),
    );
  });

  it("is the same for all counts within one step: nobody sees a single ballot arrive", () => {
    fc.assert(
      fc.property(forms, eligible, line, fc.nat({ max: 4 }), (received, all, share, more) => {
        const base = received.map((form) => ({ ...form, ballots: form.ballots - (form.ballots % 5) }));
        const later = base.map((form) => ({ ...form, ballots: form.ballots + more }));
        fc.pre(isComplete(base) === isComplete(later));
        expect(turnoutOf(later, all, share)).toEqual(turnoutOf(base, all, share));
      }),
    );
  });

  it("does not let paper tell how many phones there are: one sheet more moves the same step whatever they did", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        fc.nat({ max: 4 }),
        fc.nat({ max: 40 }),
        line,
        (phones, more, paper, share) => {
          const base = phones - (phones % 5);
          const at = (ballots: number) => turnoutOf([{ ballots, paper, eligible: 900 }], 900, share);
          expect(at(base + more)).toEqual(at(base));
        },
      ),
    );
  });

  it("is decided by the largest form alone, apart from 已全部收回", () => {
    fc.assert(
      fc.property(forms, eligible, line, (received, all, share) => {
        const { complete: _all, ...told } = turnoutOf(received, all, share);
        const { complete: _one, ...alone } = turnoutOf(
          [{ ballots: most(received), paper: mostPaper(received), eligible: all }],
          all,
          share,
        );
        expect(told).toEqual(alone);
      }),
    );
  });

  it("counts forms of different people together, in the same steps of five", () => {
    fc.assert(
      fc.property(forms, eligible, line, fc.nat({ max: 400 }), (received, all, share, more) => {
        const own = { ballots: most(received) + more, paper: mostPaper(received) };
        const together = turnoutOf(received, all, share, own);
        const rest = own.ballots % 5;
        expect(together.step).toBe(own.ballots - rest + 5 * Math.floor(own.paper / 5));
        const before = { ...own, ballots: Math.max(0, own.ballots - rest) };
        expect(turnoutOf([], all, share, before).step).toBe(together.step);
      }),
    );
  });

  it("reaches the line by the step, not by the count, and stays there", () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 300 }), line, (n, all, share) => {
        const now = turnoutOf([{ ballots: n, paper: 0, eligible: all }], all, share);
        const next = turnoutOf([{ ballots: n + 1, paper: 0, eligible: all }], all, share);
        expect(now.reached).toBe(now.step / all >= share);
        expect(Number(next.reached)).toBeGreaterThanOrEqual(Number(now.reached));
        expect(next.step).toBeGreaterThanOrEqual(now.step);
      }),
    );
  });

  it("is complete exactly when every form has come back from everybody who may fill it", () => {
    fc.assert(
      fc.property(forms, fc.integer({ min: 1, max: 400 }), line, (received, all, share) => {
        expect(turnoutOf(received, all, share).complete).toBe(isComplete(received));
      }),
    );
  });

  it.each([
    [0, 0],
    [4, 0],
    [5, 5],
    [9, 5],
    [44, 40],
    [45, 45],
  ])("of %i ballots says %i", (ballots, step) => {
    expect(turnoutOf([{ ballots, paper: 0, eligible: 45 }], 45, 0.8).step).toBe(step);
  });

  it("of a poll without people is neither reached nor complete", () => {
    expect(turnoutOf([{ ballots: 0, paper: 0, eligible: 0 }], 0, 0)).toEqual({
      step: 0,
      hasPaper: false,
      reached: false,
      complete: false,
      eligible: 0,
    });
  });
});
