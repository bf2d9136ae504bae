/** The page that says one thing: a drawing, what happened, what is safe, what to do. */
import type { Notice } from "../../text/notice.ts";
import { phone } from "../../text/phone.ts";
import { sceneDrawing, type Scene } from "./drawings.ts";
import { h, withNumber, type Child } from "./element.ts";
import { showPage } from "./frame.ts";

export interface Say {
  readonly scene: Scene;
  readonly notice: Notice;
  /** Between the sentence and what to do: the list of forms, say. */
  readonly between?: readonly Child[];
  /** Further matters below what to do, heading and text. */
  readonly more?: readonly (readonly [heading: string, text: Child])[];
  readonly bar?: readonly Child[];
  readonly contact?: { readonly group: string; readonly phone: string };
}

export function showSay({ scene, notice, between = [], more = [], bar = [], contact }: Say): HTMLElement {
  const action = h("span", {}, ...withNumber(notice.action, contact?.phone ?? ""));
  const matters: (readonly [string, Child])[] = [[phone.whatToDo, action], ...more];
  if (contact && contact.phone !== "")
    matters.push([phone.contact, contactLine(contact.group, contact.phone)]);
  return showPage({
    title: notice.title,
    hasTypeSwitch: false,
    body: [
      h(
        "div",
        { class: scene === "waiting" || scene === "busy" ? "say waits" : "say" },
        sceneDrawing(scene),
        h("h1", {}, notice.title),
        h("p", { class: "lead" }, notice.reason),
      ),
      ...between,
      h(
        "div",
        { class: "do" },
        ...matters.map(([heading, text]) => h("div", {}, h("h2", {}, heading), h("p", {}, text))),
      ),
    ],
    bar,
  });
}

function contactLine(group: string, number: string): HTMLElement {
  return h(
    "span",
    {},
    `${group}　`,
    h("a", { class: "tel", href: `tel:${number.replace(/[^\d+]/g, "")}` }, number),
  );
}
