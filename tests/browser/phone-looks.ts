/** The looks in which every state of the phone page is checked, and what is checked in each. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { brokenRules } from "./broken-rules.ts";
import { picture } from "./phone-in-hand.ts";

interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly isDark?: boolean;
  readonly isLarge?: boolean;
  /** Forced colours, more contrast, no motion. */
  readonly isContrast?: boolean;
}

export const LOOKS: readonly Look[] = [
  { name: "360", width: 360, height: 740 },
  { name: "320", width: 320, height: 568 },
  { name: "320-dark-large", width: 320, height: 568, isDark: true, isLarge: true },
  { name: "360-contrast", width: 360, height: 740, isContrast: true },
  // 360 px at a zoom of 200 %.
  { name: "180-zoomed", width: 180, height: 370 },
];

const TARGET_PX = 44;

/** State → what is amiss in it, all looks together. */
export type Seen = Map<string, readonly string[]>;

/**
 * Puts the page as it stands into every look: no rule of axe is broken, nothing overflows sideways, everything to press
 * is large enough; a picture of each is kept in `tests/artifacts/states`.
 */
export async function see(page: Page, state: string, seen: Seen): Promise<void> {
  expect(seen.has(state), `${state} was seen before`).toBe(false);
  const before = page.viewportSize()!;
  const size = await page.evaluate(() => document.documentElement.dataset["size"] ?? "normal");
  const flaws: string[] = [];
  for (const look of LOOKS) {
    await dress(page, look);
    await picture(page, `states/${state}-${look.name}`);
    flaws.push(...(await flawsOf(page)).map((flaw) => `${look.name}: ${flaw}`));
  }
  seen.set(state, flaws);
  await dress(page, { name: "before", ...before });
  await setSize(page, size);
}

export function expectNoFlaws(seen: Seen): void {
  expect([...seen].filter(([, flaws]) => flaws.length > 0)).toEqual([]);
}

async function dress(page: Page, look: Look): Promise<void> {
  await page.setViewportSize({ width: look.width, height: look.height });
  await page.emulateMedia({
    colorScheme: look.isDark ? "dark" : "light",
    forcedColors: look.isContrast ? "active" : "none",
    contrast: look.isContrast ? "more" : "no-preference",
    reducedMotion: look.isContrast ? "reduce" : "no-preference",
  });
  await setSize(page, look.isLarge ? "large" : "normal");
}

const setSize = (page: Page, size: string): Promise<void> =>
  page.evaluate((to) => {
    document.documentElement.dataset["size"] = to;
  }, size);

async function flawsOf(page: Page): Promise<string[]> {
  const broken = await brokenRules(page);
  const unnamed = (await page.evaluate(notInChinese)).map((html) => `no Chinese name: ${html}`);
  return [...broken, ...unnamed, ...(await page.evaluate(tooSmallOrWide, TARGET_PX))];
}

/** Runs in the page: what a screen reader would name in no Chinese word and no number. */
function notInChinese(): string[] {
  const named = document.querySelectorAll<HTMLElement>(
    "button, a[href], input, select, textarea, [role=radiogroup], [role=group], [aria-label]",
  );
  const nameOf = (element: HTMLElement): string => {
    const ids = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const labels = [...((element as HTMLInputElement).labels ?? [])];
    return [
      element.getAttribute("aria-label"),
      ...ids.map((id) => document.getElementById(id)?.textContent),
      ...labels.map((label) => label.textContent),
      element.matches("button, a") ? element.textContent : "",
    ].join("");
  };
  const isChinese = document.documentElement.lang === "zh-CN";
  // Parts in another language say in which.
  const here = [...named].filter((element) =>
    element.closest("[lang]")!.getAttribute("lang")!.startsWith("zh"),
  );
  const unnamed = here.filter((element) => !/[\p{Script=Han}\d]/u.test(nameOf(element)));
  return [...(isChinese ? [] : ["html lang"]), ...unnamed.map((element) => element.outerHTML.slice(0, 120))];
}

/** Runs in the page. What is pressed through a face is measured by its face. */
function tooSmallOrWide(target: number): string[] {
  const flaws: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) flaws.push(`overflows by ${scrollWidth - clientWidth} px`);
  const pressed = "button, a[href], label.step, label.opt, select, textarea, input.line, input.code";
  for (const element of document.querySelectorAll<HTMLElement>(pressed)) {
    const { width, height } = element.getBoundingClientRect();
    if (width === 0 || element.closest("[hidden]")) continue;
    // Half a pixel is lost between layout and device.
    if (Math.min(width, height) < target - 0.5)
      flaws.push(`${Math.round(width)}×${Math.round(height)} px: ${element.outerHTML.slice(0, 120)}`);
  }
  return flaws;
}
