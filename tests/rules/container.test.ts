/** Dockerfile and compose file name only what is in the checkout and what the server knows. No image is built here. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");
const DOCKERFILE = read("Dockerfile").replace(/\\\n\s*/g, "");
/** What follows an instruction, each time it stands there. */
const lines = (instruction: string): string[] =>
  [...DOCKERFILE.matchAll(new RegExp(`^${instruction} (.*)$`, "gm"))].map(([, rest]) => rest!);
const left = read(".dockerignore").split("\n").filter(Boolean);
const isSent = (path: string): boolean => !left.some((one) => path === one || path.startsWith(`${one}/`));

describe("the Dockerfile", () => {
  it("copies what is there and what is sent to the engine", () => {
    const sources = lines("COPY")
      .filter((rest) => !rest.startsWith("--from"))
      .flatMap((rest) => rest.split(" ").slice(0, -1));
    expect(sources).toContain("package-lock.json");
    for (const source of sources)
      expect([source, existsSync(join(ROOT, source)), isSent(source)]).toEqual([source, true, true]);
  });

  it("has everything in the first stage that the build is made of", () => {
    const lists = [...read("scripts/ensure-build.mjs").matchAll(/sources: \[([^\]]*)\]/g)];
    const made = lists.flatMap(([, list]) => [...list!.matchAll(/"([^"]+)"/g)].map(([, path]) => path!));
    expect(made).toContain("surveys");
    for (const path of [...made, "scripts/bundle-server.mjs"])
      expect([path, existsSync(join(ROOT, path)), isSent(path)]).toEqual([path, true, true]);
  });

  it("runs scripts that exist, and starts the server that was built", () => {
    const runs = lines("RUN").join(" && ");
    const scripts = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;
    const named = [...runs.matchAll(/npm run (\S+)/g)].map(([, name]) => name!);
    expect(named).toEqual(["build"]);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
    const files = [...runs.matchAll(/node (\S+\.mjs)/g)].map(([, path]) => path!);
    expect(files).toEqual(["scripts/ensure-sqlite.mjs"]);
    for (const file of files) expect(existsSync(join(ROOT, file))).toBe(true);
    expect((JSON.parse(lines("CMD")[0]!) as string[]).join(" ")).toBe(scripts["start"]);
  });

  it("sets what the server reads, and keeps data where the volumes are", () => {
    const config = read("server/config.ts");
    const settings = Object.fromEntries(
      lines("ENV")[0]!
        .split(" ")
        .map((one) => one.split("=") as [string, string]),
    );
    for (const name of Object.keys(settings).filter((one) => one !== "NODE_ENV"))
      expect(config).toContain(name);
    const folders = [settings["PLUMBLINE_DATA"], settings["PLUMBLINE_BACKUPS"]];
    expect(lines("VOLUME")[0]!.split(" ")).toEqual(folders);
    expect(lines("EXPOSE")).toEqual([settings["PORT"]]);
    const compose = read("compose.yaml");
    for (const folder of folders) expect(compose).toContain(`:${folder}"`);
    expect(compose).toContain(`127.0.0.1:${settings["PORT"]}:${settings["PORT"]}`);
    expect(config).toContain("PLUMBLINE_URL");
  });
});
