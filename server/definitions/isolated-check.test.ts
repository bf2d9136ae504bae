import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { isProblem } from "../core/problem.ts";
import { checkInstrumentFile } from "./check-instrument-file.ts";
import { CHECK_LIMITS, IsolatedCheck, type CheckLimits } from "./isolated-check.ts";

const FORM = JSON.stringify({ title: "茶", elements: [{ type: "text", name: "a" }] });

/** Loads the real check, and instead of it does what the text says. */
const hostile = (limits: Partial<CheckLimits>): IsolatedCheck =>
  new IsolatedCheck(
    { ...CHECK_LIMITS, ...limits },
    new URL(
      `data:text/javascript,${encodeURIComponent(`
        import { parentPort } from "node:worker_threads";
        import { ownThread } from ${JSON.stringify(new URL("./thread-cost.ts", import.meta.url).href)};
        const idle = (milliseconds) =>
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
        const kept = [];
        parentPort.on("message", ({ raw }) => {
          if (raw === "endless") for (;;);
          while (raw === "heap") kept.push(Array.from({ length: 1e5 }, () => ({})));
          if (raw === "kept waiting") idle(1_500);
          if (raw === "waits for ever") idle();
          if (raw === "throws") throw new Error("a bug");
          parentPort.postMessage({ checked: { instrument: { title: raw }, warnings: [] } });
        });
        parentPort.postMessage(ownThread());
      `)}`,
    ),
  );

async function sentenceOf(check: Promise<unknown>): Promise<string> {
  const error: unknown = await check.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isProblem(error, "definition.invalid")) throw error;
  return error.facts.faults.map(({ sentence }) => sentence).join();
}

describe("checkInstrumentFile", () => {
  it("gives what the check in this thread gives: the instrument, or places in the text", async () => {
    const { instrument, warnings } = await checkInstrumentFile(FORM, "茶.json");
    expect(instrument).toMatchObject({ title: "茶", items: {} });
    expect(warnings).toEqual([]);
    const error: unknown = await checkInstrumentFile('{"elements": [\n{"type": "file"}]}').catch(
      (e: unknown) => e,
    );
    expect(isProblem(error, "definition.invalid") && error.facts.faults[0]).toMatchObject({
      path: "$.elements[0].type",
      line: 2,
      column: 2,
    });
  });
});

describe("IsolatedCheck", () => {
  it("stops a check that does not end, while this thread goes on answering", async () => {
    const server = createServer((_, response) => response.end("here")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const isolated = hostile({ processorMilliseconds: 1_000, wallMilliseconds: 120_000 });
    let answered = 0;
    let ended = false;
    const refusal = sentenceOf(isolated.check({ raw: "endless", name: undefined })).finally(
      () => (ended = true),
    );
    while (!ended) {
      expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("here");
      answered += 1;
    }
    expect(await refusal).toMatch(/^检查用了 1 秒还没有完成/);
    expect(answered).toBeGreaterThan(5);
    expect((await isolated.check({ raw: "next", name: undefined })).instrument.title).toBe("next");
    server.close();
  });

  it("does not count against a check what it waits for a busy machine", async () => {
    const isolated = hostile({ processorMilliseconds: 500 });
    const { instrument } = await isolated.check({ raw: "kept waiting", name: undefined });
    expect(instrument.title).toBe("kept waiting");
  });

  it("stops by the clock a check that neither works nor ends", async () => {
    const isolated = hostile({ wallMilliseconds: 1_000 });
    expect(await sentenceOf(isolated.check({ raw: "waits for ever", name: undefined }))).toMatch(
      /^检查等了 1 秒还没有完成/,
    );
    expect((await isolated.check({ raw: "next", name: undefined })).instrument.title).toBe("next");
  });

  it("stops a check that fills its memory, and starts afresh", async () => {
    const isolated = hostile({ processorMilliseconds: 60_000, wallMilliseconds: 120_000, heapMegabytes: 64 });
    expect(await sentenceOf(isolated.check({ raw: "heap", name: undefined }))).toMatch(/内存超过 64 MB/);
    expect((await isolated.check({ raw: "next", name: undefined })).instrument.title).toBe("next");
  });

  it("lets a fault of the check itself through as a fault, not as a refusal, and goes on", async () => {
    const isolated = hostile({});
    await expect(isolated.check({ raw: "throws", name: undefined })).rejects.toThrow("a bug");
    expect((await isolated.check({ raw: "next", name: undefined })).instrument.title).toBe("next");
  });

  it("takes one after another and refuses those beyond the queue as busy", async () => {
    const isolated = hostile({ waiting: 2 });
    const asked = ["a", "b", "c", "d"].map((raw) => isolated.check({ raw, name: undefined }));
    const settled = await Promise.allSettled(asked);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
    expect(settled[3]).toMatchObject({ reason: { code: "server.busy" } });
  });
});
