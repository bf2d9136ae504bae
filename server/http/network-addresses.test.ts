import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { reachableAddresses } from "./network-addresses.ts";
import { orSkipped } from "../../tests/or-skipped.ts";

const FILE = fileURLToPath(new URL("network-addresses.ts", import.meta.url));
const ASK = `import(${JSON.stringify(FILE)}).then((it) => console.log(it.reachableAddresses(80).join()))`;
const refused = (program: readonly string[]) =>
  spawnSync(
    "strace",
    ["-f", "-qq", "-o", "/dev/null", "-e", "inject=socket:error=EAFNOSUPPORT", ...program],
    {
      encoding: "utf8",
    },
  );
const canRefuse = refused(["true"]).status === 0;

describe("reachableAddresses", () => {
  it("begins with the machine's own name", () => {
    expect(reachableAddresses(8080)[0]).toBe("http://localhost:8080");
  });

  it.skipIf(!canRefuse)(
    orSkipped(
      canRefuse,
      "knows no other where the system lets nobody ask",
      "strace is not installed or not allowed here",
    ),
    () => {
      const { stdout } = refused([process.execPath, "--import", "tsx", "-e", ASK]);
      expect(stdout.trim()).toBe("http://localhost:80");
    },
  );
});
