/**
 * Loaded before a child: once the file FLOOD_FILE has FLOOD_BYTES, fills the memory little by little until the engine gives
 * up. So it has begun its work on a slow machine as well.
 */
import { existsSync, statSync } from "node:fs";

const { FLOOD_FILE: file, FLOOD_BYTES: bytes } = process.env;
const kept = [];
setInterval(() => {
  if (!existsSync(file) || statSync(file).size < Number(bytes)) return;
  for (let i = 0; i < 4; i += 1) kept.push(Array.from({ length: 20_000 }, (_, at) => ({ at, i })));
}, 100).unref();
