import { kept, type KeptFacts } from "../../text/kept.ts";
import { landing } from "../../text/landing.ts";
import { phone } from "../../text/phone.ts";
import { onStepBack, stepBack } from "../step-back.ts";
import { h } from "./element.ts";
import { showPage } from "./frame.ts";

/** 我们记什么、不记什么, made of the set-up that is active. */
export function showKept(facts: KeptFacts, back: () => void): void {
  showPage({
    title: landing.more,
    body: [
      h("h1", { class: "page-title" }, landing.more),
      ...kept(facts).map(({ title, lines }) =>
        h(
          "section",
          { class: "told" },
          h("h2", {}, title),
          lines.length > 1
            ? h("ul", {}, ...lines.map((line) => h("li", {}, line)))
            : h("p", {}, lines[0] ?? ""),
        ),
      ),
    ],
    bar: [h("button", { class: "btn wide", type: "button", click: stepBack }, phone.back)],
  });
  onStepBack(back);
}
