/** The line drawings of the phone page: the mark, and one picture per kind of message. */
import { drawing, type Drawn, type Shape } from "./element.ts";

const LINE = { fill: "none", stroke: "currentColor", "stroke-width": "2" };
const path = (d: string, more: Readonly<Record<string, string>> = {}): Shape => ["path", { d, ...more }];
const soft = (d: string): Shape => path(d, { class: "soft" });

const BOX = path("M10 34h52v26a4 4 0 0 1-4 4H14a4 4 0 0 1-4-4z");
const SLOT = path("M24 34h24", { "stroke-width": "4" });
const SLIP = path("M8 20h56v10a6 6 0 0 0 0 12v10H8V42a6 6 0 0 0 0-12z");
const TEAR = path("M46 20v32", { "stroke-dasharray": "3 4" });
const ROUND = { "stroke-linecap": "round", "stroke-width": "3" };

/** What a message is about; decides its drawing and, for `waiting`, its colour. */
export type Scene = "received" | "waiting" | "used" | "unknown" | "clock" | "sealed" | "stopped" | "busy";

const SCENES: Readonly<Record<Scene, readonly Shape[]>> = {
  received: [BOX, SLOT, soft("M28 8h16v20H28z"), path("m31.5 17.5 3.5 3.5 6-7")],
  waiting: [BOX, SLOT, soft("M28 4h16v18H28z"), path("M36 24v2m0 3v2", { "stroke-linecap": "round" })],
  used: [SLIP, TEAR, path("m20 36 5 5 10-11", { "stroke-width": "3" })],
  unknown: [SLIP, TEAR, path("M22 33a5 5 0 1 1 7 4.5c-1.4.7-2 1.5-2 3", ROUND), path("M27 45.5v.1", ROUND)],
  clock: [
    ["circle", { cx: "36", cy: "36", r: "26", class: "soft" }],
    path("M36 20v16l10 7", { "stroke-linecap": "round" }),
  ],
  sealed: [BOX, SLOT, soft("M24 42h24v14H24z"), path("M30 49h12", { "stroke-linecap": "round" })],
  stopped: [["circle", { cx: "36", cy: "36", r: "26", class: "soft" }], path("M36 22v18M36 48v.5", ROUND)],
  busy: [BOX, SLOT, soft("M22 10h16v18H22z"), soft("M34 6h16v18H34z")],
};

export const sceneDrawn = (scene: Scene): Drawn => ["0 0 72 72", LINE, SCENES[scene]];

export const MARK: Drawn = [
  "0 0 14 24",
  {},
  [
    path("M7 0v13", { stroke: "currentColor", "stroke-width": "1.5" }),
    path("M2.5 13h9L7 23z", { fill: "currentColor" }),
  ],
];

export const sceneDrawing = (scene: Scene): SVGElement => drawing(...sceneDrawn(scene));

export const markDrawing = (): SVGElement => drawing(...MARK);

export function infoDrawing(): SVGElement {
  return drawing("0 0 16 16", {}, [
    ["circle", { cx: "8", cy: "8", r: "7", fill: "none", stroke: "currentColor", "stroke-width": "1.5" }],
    path("M8 4.2v4.6M8 11v.6", { stroke: "currentColor", "stroke-width": "1.8", "stroke-linecap": "round" }),
  ]);
}
