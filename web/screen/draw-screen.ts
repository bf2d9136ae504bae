/** What stands on the big screen, as elements. @source ui/shots/bigscreen.png, bigscreen-link.png */
import type { ScreenAnswer } from "../../server/http/office/answers-screen.ts";
import { spanOf } from "../office/progress/count-states.ts";
import { screenText as text } from "../text/screen.ts";

type Child = Node | string | false;

function h(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== false));
  return element;
}

/** @param fault a line at the foot instead of the usual one; "" for none */
export function drawScreen(screen: ScreenAnswer, fault: string): readonly Node[] {
  document.title = `${screen.unit} ${text.title}`;
  return [
    h(
      "header",
      {},
      h("b", {}, screen.isRehearsal ? text.rehearsal : ""),
      h("span", {}, `${screen.round}·${screen.group}`),
    ),
    h(
      "main",
      { class: screen.links.length > 0 ? "with-link" : "" },
      ...screen.links.map(drawLink),
      h("div", {}, h("h1", {}, screen.unit), ...howTo(screen)),
      h("i", { "aria-hidden": "true" }),
      h("div", { class: "side" }, ...drawTurnout(screen)),
    ),
    h(
      "footer",
      {},
      h("span", { role: "status" }, fault || (screen.turnout ? text.steps : "")),
      h("span", {}, text.until(screen.openUntil)),
    ),
  ];
}

function drawLink({ name, qr }: ScreenAnswer["links"][number]): HTMLElement {
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(qr)}`;
  return h("figure", {}, h("img", { src: source, alt: name }), h("figcaption", {}, name));
}

function howTo({ state, forms, minutes, setUp, network, openUntil, links }: ScreenAnswer): readonly Node[] {
  const line = (words: string, kind = ""): HTMLElement => h("p", { class: kind }, words);
  if (state === "sealed") return [line(text.notOpen)];
  if (state === "paused") return [line(text.paused, "call")];
  if (state === "closing") return [line(text.closing, "call")];
  if (state !== "open") return [line(text.closed, "call")];
  return [
    line(forms > 0 ? text.call : text.linkCall, "call"),
    ...(forms > 0 ? [line(text.effort(forms, minutes))] : []),
    ...(links.length > 0 && forms > 0
      ? [line(`${links.map(({ name }) => name).join("、")}：${text.linkCall}`)]
      : []),
    setUp === "onsite" ? line(text.ownNetwork(network)) : line(text.later(openUntil)),
    line(text.alone),
  ];
}

function drawTurnout({ turnout }: ScreenAnswer): readonly Node[] {
  if (!turnout) return [];
  const { eligible, complete, reached } = turnout;
  const { from, to } = spanOf(turnout);
  const share = (part: number): string => `${Math.min(100, (100 * part) / Math.max(1, eligible))}%`;
  const state = complete ? text.complete : reached ? text.reached : "";
  return [
    h("p", { class: "label" }, text.returned),
    h("p", { class: "count" }, text.range(from, to), h("small", {}, text.of(eligible))),
    h(
      "div",
      { class: "track", "aria-hidden": "true" },
      h("b", { style: `width:${share(to)}` }),
      h("i", { style: `width:${share(from)}` }),
    ),
    h("p", { class: "state" }, state),
  ];
}
