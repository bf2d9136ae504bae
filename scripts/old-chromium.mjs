/**
 * Browsers of the age that the pages are made for, for the tests that open the pages in one. Nobody serves old builds of
 * Chromium any more but npm's registry, in a package that once ran them as cloud functions: of a pinned version, by its
 * digest, only the browser is taken out.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const BUILDS = {
  79: {
    from: "chrome-aws-lambda@2.0.2",
    sha512: "Aqgq5F93eJARkO+O/wD+2bCCFOVQNfA329sdPNl8ib0gsRjS00bAgTc9f5Mvto7H7yDuBcy0V3xJQZwMvmILUg==",
  },
  86: {
    from: "chrome-aws-lambda@5.3.1",
    sha512: "KklZTy2p2U/86cCh1hKL3PGDqoirQCAg7uejvNIn0rDBkWj4Su4GOjYMRVB3kthLwmnWhh3x63RDBTCAaQ9Q3Q==",
  },
};

export const OLD_MAJORS = Object.keys(BUILDS).map(Number);

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "plumbline");

const placeOf = (major) => join(CACHE, BUILDS[major].from.replace("@", "-"), "chromium");

/** Path of a Chromium of that major version, put here by `fetchOldChromium`; null when there is none. */
export function findOldChromium(major) {
  const path = placeOf(major);
  return existsSync(path) ? path : null;
}

/** @returns why it cannot be had, or null when it is here */
export function fetchOldChromium(major) {
  if (findOldChromium(major) !== null) return null;
  if (process.platform !== "linux" || process.arch !== "x64") return "it runs on 64-bit Linux only";
  console.log(`Fetching Chromium ${major} for the tests (45 MB) …`);
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "fetching-"));
  try {
    return fetchInto(folder, major);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fetchInto(folder, major) {
  const { from, sha512 } = BUILDS[major];
  const packed = spawnSync("npm", ["pack", from, "--silent", "--fetch-timeout=60000", "--fetch-retries=1"], {
    cwd: folder,
    encoding: "utf8",
    timeout: 180_000,
  });
  if (packed.status !== 0) return `npm pack ${from} failed`;
  const file = join(folder, packed.stdout.trim());
  if (createHash("sha512").update(readFileSync(file)).digest("base64") !== sha512)
    return `${from} is not the file that it was`;
  const inside = "package/bin/chromium.br";
  if (spawnSync("tar", ["-xzf", file, inside], { cwd: folder }).status !== 0)
    return "tar could not unpack it";
  const whole = join(folder, "chromium");
  writeFileSync(whole, brotliDecompressSync(readFileSync(join(folder, inside))), { mode: 0o755 });
  const place = placeOf(major);
  mkdirSync(dirname(place), { recursive: true });
  renameSync(whole, place);
  return null;
}
