/** Makes DOM nodes for the pages that stand before and after the forms; text only ever becomes text nodes. */

export type Child = Node | string | null | false;
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

/**
 * One element. A function attribute is a listener (`click`), `true` an empty attribute, `false` none.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  append(element, children);
  return element;
}

export function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === false) continue;
    parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

/** A sentence in which a telephone number does not break over two lines. */
export function withNumber(sentence: string, number: string): readonly Child[] {
  const at = number === "" ? -1 : sentence.indexOf(number);
  if (at < 0) return [sentence];
  return [sentence.slice(0, at), h("span", { class: "whole" }, number), sentence.slice(at + number.length)];
}

/** What the page shows from now on; whatever stood there goes. */
export function fillPage(content: Element): void {
  const place = document.getElementById("page")!;
  place.textContent = "";
  place.appendChild(content);
}

/** One shape of a drawing: element name and attributes. */
export type Shape = readonly [name: string, attributes: Readonly<Record<string, string>>];

/** A drawing before it is made: view box, attributes of the whole, shapes. */
export type Drawn = readonly [
  viewBox: string,
  attributes: Readonly<Record<string, string>>,
  shapes: readonly Shape[],
];

const SVG = "http://www.w3.org/2000/svg";

export function drawing(...[viewBox, attributes, shapes]: Drawn): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("aria-hidden", "true");
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const [name, own] of shapes) {
    const shape = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(own)) shape.setAttribute(key, value);
    svg.appendChild(shape);
  }
  return svg;
}
