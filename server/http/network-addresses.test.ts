import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { phoneAddresses, reachableAddresses } from "./network-addresses.ts";
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

describe("phoneAddresses", () => {
  const [, ...network] = reachableAddresses(8080);

  it("are the one of the codes and those of the networks, each once", () => {
    expect(phoneAddresses("http://ceping.local", 8080)).toEqual(["http://ceping.local", ...network]);
    expect(phoneAddresses(null, 8080)).toEqual(network);
    for (const one of network) expect(phoneAddresses(one, 8080)).toHaveLength(network.length);
  });

  it("is the one of the codes alone behind https", () => {
    expect(phoneAddresses("https://ceping.example.gov.cn", 8080)).toEqual(["https://ceping.example.gov.cn"]);
  });
});

describe("reachableAddresses", () => {
  it("begins with the machine's own name", () => {
    expect(reachableAddresses(8080)[0]).toBe("http://localhost:8080");
  });

  it.each(["127.0.0.1", "127.0.0.53", "::1", "localhost"])(
    "names no network where %s is listened on",
    (host) => {
      expect(reachableAddresses(8080, host)).toEqual(["http://localhost:8080"]);
    },
  );

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
