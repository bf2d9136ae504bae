/** The pages that stand in the document itself, for browsers in which no script of ours runs: put there by the build. */
import { oldBrowser } from "../../text/old-browser.ts";
import { phone } from "../../text/phone.ts";
import { words } from "../../text/words.ts";
import { MARK, sceneDrawn } from "./drawings.ts";
import type { Drawn } from "./element.ts";

/**
 * One page of refusal as markup, built as `showSay` builds its own.
 *
 * @param name its class, by which it is shown
 */
export function standingPage(name: "too-old" | "no-script"): string {
  const { title, reason, action } = name === "too-old" ? oldBrowser.tooOld : oldBrowser.noScript;
  return [
    `<div class="page ${name}">`,
    `<header class="top"><span class="mark">${markup(MARK)}${words.product}</span></header>`,
    `<main class="body"><div class="say">${markup(sceneDrawn("stopped"))}<h1>${title}</h1>`,
    `<p class="lead">${reason}</p></div>`,
    `<div class="do"><div><h2>${phone.whatToDo}</h2><p>${action}</p></div></div></main></div>`,
  ].join("");
}

function markup([viewBox, attributes, shapes]: Drawn): string {
  const inner = shapes.map(([name, own]) => `<${name}${listed(own)}/>`).join("");
  return `<svg${listed({ viewBox, "aria-hidden": "true", ...attributes })}>${inner}</svg>`;
}

const listed = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");
