/** A browser of the age that the pages are made for, and hands for it: no test driver of today runs in one. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestContext } from "vitest";
import { findOldChromium, type OldMajor } from "../../scripts/old-chromium.mjs";
import { type BareChromium, type BarePage, openBareChromium } from "./bare-chromium.ts";

const PICTURES = join(import.meta.dirname, "..", "artifacts", "old-chromium");

/** A name for this machine that no browser takes for safe, as it would 127.0.0.1. */
const ELSEWHERE = "group.test";

/** Says why and ends the test when no such browser could be fetched, so that nothing is taken for looked at. */
export function skipWithout(major: OldMajor, { skip, task }: TestContext): void {
  if (findOldChromium(major) !== null) return;
  const reason = `no Chromium ${major} is here: scripts/old-chromium.mjs could not fetch it`;
  // The results of a run have no note of a skip, only what is known about its task.
  Object.assign(task.meta, { skipped: reason });
  skip(reason);
}

export interface OldChromium extends Pick<BareChromium, "close"> {
  openPage(screen?: { width: number; height: number; isPhone: boolean }): Promise<OldPage>;
}

export async function openOldChromium(major: OldMajor): Promise<OldChromium> {
  const browser = await openBareChromium(findOldChromium(major), [
    "--disable-gpu",
    "--lang=zh-CN",
    `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`,
  ]);
  return {
    openPage: async (screen) => OldPage.of(await browser.openPage(screen)),
    close: () => browser.close(),
  };
}

/** The same address under a name that is not the machine's own. */
export const fromElsewhere = (address: string): string => address.replace("127.0.0.1", ELSEWHERE);

export class OldPage {
  /** Uncaught errors and what the browser complained about. */
  readonly complaints: string[] = [];

  private constructor(private readonly page: BarePage) {}

  static async of(page: BarePage): Promise<OldPage> {
    const opened = new OldPage(page);
    page.on("Runtime.exceptionThrown", (given) => opened.complaints.push(JSON.stringify(given)));
    page.on("Log.entryAdded", ({ entry }) => {
      const { level, text } = entry as { level: string; text: string };
      if (level === "error") opened.complaints.push(text);
    });
    await page.send("Runtime.enable");
    await page.send("Log.enable");
    return opened;
  }

  async open(url: string): Promise<void> {
    await this.page.send("Page.navigate", { url });
  }

  /** What an expression comes to in the page; a promise is waited for. */
  async look<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.page.send("Runtime.evaluate", {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { value: T }).value;
  }

  async until(expression: string): Promise<void> {
    const giveUpAt = performance.now() + 30_000;
    while (performance.now() < giveUpAt) {
      // A page on its way to another has no document to look at.
      if (await this.look(`!!(${expression})`).catch(() => false)) return;
      await sleep(50);
    }
    const text = await this.look<string>("document.body.innerText.slice(0, 500)");
    throw new Error(`waited for ${expression}; the page says: ${text} ${this.complaints.join(" ")}`);
  }

  /** Presses the middle of what an expression finds. */
  async press(found: string): Promise<void> {
    await this.until(`!!(${found})`);
    const { x, y } = await this.look<{ x: number; y: number }>(`(() => {
      const one = ${found};
      one.scrollIntoView({ block: "center" });
      const { left, top, width, height } = one.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    })()`);
    const at = { x, y, button: "left", clickCount: 1 };
    await this.page.send("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
    await this.page.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
  }

  /** Presses a field and types into it. */
  async type(found: string, text: string): Promise<void> {
    await this.press(found);
    await this.page.send("Input.insertText", { text });
  }

  /** Chooses a file in a field. */
  async choose(selector: string, file: string): Promise<void> {
    const { root } = await this.page.send("DOM.getDocument");
    const { nodeId } = await this.page.send("DOM.querySelector", {
      nodeId: (root as { nodeId: number }).nodeId,
      selector,
    });
    await this.page.send("DOM.setFileInputFiles", { files: [file], nodeId });
  }

  /** From now on what is downloaded lies in that folder. */
  async downloadInto(folder: string): Promise<void> {
    await this.page.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  }

  async picture(name: string): Promise<void> {
    await mkdir(PICTURES, { recursive: true });
    const { data } = await this.page.send("Page.captureScreenshot", { format: "png" });
    await writeFile(join(PICTURES, `${name}.png`), Buffer.from(String(data), "base64"));
  }
}

/** An expression for the first element of a selector that shows this text. */
export const withText = (selector: string, text: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find((one) => one.offsetParent && one.innerText.includes(${JSON.stringify(text)}))`;

const PRIMARY = `document.querySelector(".bar .primary")`;
const REVIEW = `document.querySelector(".review")`;
const WHERE = `(document.querySelector(".where") || {}).innerText`;
/** Labels to press: of each scale the second step, of each list of options the first. */
const LABELS = `[
  ...[...document.querySelectorAll('[role="radiogroup"]')].map((one) => one.querySelectorAll("label")[1]),
  ...[...document.querySelectorAll('[role="group"]')].map((one) => one.querySelector("label")),
]`;

/** Answers what is in view and goes on, to the review of the form. */
export async function fillFormByHand(page: OldPage): Promise<void> {
  while (!(await page.look(`!!${REVIEW}`))) {
    const before = await page.look<string>(WHERE);
    const count = await page.look<number>(`${LABELS}.length`);
    for (let i = 0; i < count; i += 1) {
      const label = `${LABELS}[${i}]`;
      if (!(await page.look(`${label}.querySelector("input").checked`))) await page.press(label);
    }
    await page.press(PRIMARY);
    await page.until(`${REVIEW} || ${WHERE} !== ${JSON.stringify(before)}`);
  }
}
