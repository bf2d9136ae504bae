/** BL: blinding one credential in a real Chromium whose processor is slowed down six times. */
import { generateKeyPair } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import pages from "../../vite.config.ts";
import { openBrowser } from "../browser/phone-in-hand.ts";
import { browserSeconds } from "./browser-seconds.ts";
import { alternate, type Comparison, type Done } from "./alternate.ts";
import type { Effort, Row } from "./row.ts";
import { spreadOf } from "./statistics.ts";

const SLOWED = 6;
const KEYS = 3;
const CREDENTIALS = 40;

export const blinding: Row = {
  id: "BL",
  what: "one credential of 2048 bits blinded in Chromium at 6× CPU throttling ÷ the same without",
  goal: { atMost: 50_000, of: "this" },
  notQuick: "it takes a build and a slowed browser of its own",
  unit: "µs",
  run,
};

async function run({ pairs, scale }: Effort): Promise<Comparison> {
  const [script, keys, browser] = await Promise.all([bundled(), publicKeys(), openBrowser()]);
  try {
    const page = await browser.newPage();
    // An address of its own, so that `crypto` is there as on the phone; nothing is fetched.
    await page.route("**/*", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
    await page.goto("http://localhost/");
    await page.addScriptTag({ content: script });
    const session = await page.context().newCDPSession(page);
    const count = Math.round(CREDENTIALS * scale);
    const slice = async (rate: number): Promise<Done> => {
      await session.send("Emulation.setCPUThrottlingRate", { rate });
      const before = await browserSeconds(browser);
      const times = await page.evaluate(([spkis, times]) => globalThis.blindingTimes(spkis, times), [
        keys,
        count,
      ] as const);
      const childSeconds = (await browserSeconds(browser)) - before;
      // The median of the slice stands for each of its credentials.
      return { work: count, measuredSeconds: (spreadOf(times).median / 1000) * count, childSeconds };
    };
    await slice(1);
    return await alternate(
      pairs,
      "cpuMicroseconds",
      () => slice(1),
      () => slice(SLOWED),
    );
  } finally {
    await browser.close();
  }
}

/** The module for the oldest web views that the phone page is built for. */
async function bundled(): Promise<string> {
  const target = pages.environments?.["phone"]?.build?.target;
  if (target === undefined) throw new Error("vite.config.ts names no target for the phone page");
  const output = await build({
    configFile: false,
    logLevel: "warn",
    build: {
      target,
      write: false,
      lib: {
        entry: fileURLToPath(new URL("blinding-page.ts", import.meta.url)),
        formats: ["iife"],
        name: "bench",
      },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  const chunk = first && "output" in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error("vite bundled nothing");
  return chunk.code;
}

async function publicKeys(): Promise<string[]> {
  const make = promisify(generateKeyPair);
  const pairs = await Promise.all(Array.from({ length: KEYS }, () => make("rsa", { modulusLength: 2048 })));
  return pairs.map(({ publicKey }) =>
    publicKey.export({ format: "der", type: "spki" }).toString("base64url"),
  );
}
