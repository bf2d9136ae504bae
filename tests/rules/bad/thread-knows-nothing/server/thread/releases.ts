import { release } from "../core/release.ts";

export const released = release;
