/** Makes sure that the tests have a Chromium, and, as well as can be, the tools that look at printed documents. */
import { spawnSync } from "node:child_process";
import { findChromium } from "./find-chromium.mjs";
import { fetchOldChromium, OLD_MAJORS } from "./old-chromium.mjs";
import { canInstall, has, installPackages } from "./system-packages.mjs";

if (process.env.CHROMIUM_PATH && findChromium() === null) {
  console.error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, and there is no file of that name.`);
  process.exit(1);
}

if (findChromium() === null) installPackages(["chromium"]);
if (findChromium() === null) {
  const how = canInstall() ? "The system's packages did not provide one" : "Only root can install one here";
  console.error(
    `The browser tests need Chromium or Chrome, and none was found. ${how}: install it ` +
      "(Debian: apt-get install chromium fonts-noto-cjk) or name it in CHROMIUM_PATH, then run this again.",
  );
  process.exit(1);
}

/** What the tests can do without, and what they then do not look at. */
const WISHES = [
  { name: "fonts-noto-cjk", isHere: hasChineseFont, lost: "Chinese text in screenshots is drawn as boxes" },
  {
    name: "zbar-tools",
    isHere: () => has("zbarimg"),
    lost: "printed QR codes are not read by a second reader",
  },
  { name: "poppler-utils", isHere: () => has("pdftoppm"), lost: "printed pages are not looked at" },
  { name: "strace", isHere: () => has("strace"), lost: "no power cut is replayed" },
  { name: "libreoffice-calc", isHere: () => has("soffice"), lost: "workbooks are not opened in LibreOffice" },
];

if (process.platform === "linux") {
  const missing = WISHES.filter((wish) => !wish.isHere());
  const isDone = missing.length === 0 || installPackages(missing.map((wish) => wish.name));
  // One package that the system does not have must not keep the others away.
  if (!isDone) for (const wish of missing) installPackages([wish.name]);
  for (const wish of missing) {
    if (!wish.isHere()) console.warn(`${wish.name} is not installed: ${wish.lost}.`);
  }
}

for (const major of OLD_MAJORS) {
  const reason = fetchOldChromium(major);
  if (reason !== null)
    console.warn(`No Chromium ${major}: ${reason}. The pages are not opened in a browser of that age.`);
}

function hasChineseFont() {
  const { status, stdout } = spawnSync("fc-list", [":lang=zh", "file"], { encoding: "utf8" });
  return status === 0 && stdout.trim() !== "";
}
