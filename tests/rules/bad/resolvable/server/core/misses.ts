import { nothing } from "./nothing.ts";

export const missed = nothing;
