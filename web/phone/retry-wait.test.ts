import { describe, expect, it } from "vitest";
import { Problem, type ProblemCode } from "../../server/core/problem.ts";
import { unansweredOf, waitSeconds } from "./retry-wait.ts";

describe("waitSeconds", () => {
  it("waits longer after each failure, up to a minute", () => {
    expect([1, 2, 3, 4, 5, 6, 40].map((failures) => waitSeconds(failures, 0))).toEqual([
      3, 6, 12, 24, 48, 60, 60,
    ]);
  });

  it("spreads phones that failed together", () => {
    expect(waitSeconds(6, 0.999)).toBe(72);
  });
});

describe("unansweredOf", () => {
  it("waits for the network, a gateway and a full disk", () => {
    expect(unansweredOf(new Problem("network.no-answer", { status: null }))).toBe("offline");
    expect(unansweredOf(new Problem("network.no-answer", { status: 502 }))).toBe("busy");
    expect(unansweredOf(new Problem("server.busy", { seconds: 5 }))).toBe("busy");
    expect(unansweredOf(new Problem("store.storage-full", {}))).toBe("storage");
    expect(unansweredOf(new Problem("fault" as ProblemCode, {}))).toBe("storage");
  });

  it("takes a refusal as the answer", () => {
    expect(unansweredOf(new Problem("ticket.unknown", {}))).toBeNull();
    expect(unansweredOf(new Problem("poll.closed", { state: "closed" }))).toBeNull();
    expect(unansweredOf(new TypeError("a fault of the page"))).toBeNull();
  });
});
