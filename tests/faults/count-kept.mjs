/**
 * Loaded before a server: tells its parent what the process keeps after everything that nobody holds has been collected,
 * and keeps something of every ballot when the parent wants to see a leak found.
 */
import { randomBytes } from "node:crypto";
import { openSync, readdirSync } from "node:fs";
import { Server } from "node:http";
import { platform } from "node:process";
import { queryObjects } from "node:v8";

const kept = [];
/** What a server with a leak would keep of one person, who sends one ballot. */
const LEAKS = {
  nothing: () => {},
  object: ({ method }) => kept.push({ method }, [method], () => method, new Map()),
  text: () => kept.push(randomBytes(128 * 1024).toString("latin1")),
  timer: () => setTimeout(() => {}, 2 ** 30),
  file: () => openSync(import.meta.filename),
};
let leak = "nothing";

const { emit } = Server.prototype;
Server.prototype.emit = function emitAndLeak(event, ...args) {
  if (event === "request" && args[0].url === "/api/ballots") LEAKS[leak](args[0]);
  return Reflect.apply(emit, this, [event, ...args]);
};

function count() {
  // Collects first. Nearly everything has this prototype in its chain: arrays, functions, promises, requests.
  const objects = queryObjects(Object, { format: "count" });
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    objects,
    bytes: heapUsed + external,
    residentBytes: rss,
    handles: process.getActiveResourcesInfo().length,
    files: platform === "linux" ? readdirSync("/proc/self/fd").length : 0,
  };
}

process.on("message", (told) => {
  leak = told.leak ?? leak;
  process.send(count());
});
// The server ends when it is told to, not when its parent has gone.
process.channel.unref();
