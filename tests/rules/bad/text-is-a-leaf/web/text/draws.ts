import { draw } from "../charts/draw.ts";

export const sentence = draw;
