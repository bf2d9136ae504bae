/** Promise P18 in what is served: nothing in the built pages is loaded from another host. */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { PAGES_FOLDER } from "../../../server/places.ts";
import { foreignAddresses, isLoaded } from "./foreign-addresses.ts";

const TEXTS = new Set([".html", ".js", ".css", ".svg", ".json"]);

const files = readdirSync(PAGES_FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && TEXTS.has(extname(entry.name)))
  .map((entry) => ({ name: entry.name, text: readFileSync(join(entry.parentPath, entry.name), "utf8") }));

/** Written into libraries: pages for developers, and a player for a type of question that is refused. Never loaded. */
const KNOWN_HOSTS = ["react.dev", "surveyjs.io", "www.youtube.com"];

describe("the built pages", () => {
  it("are there: both pages, their scripts and styles", () => {
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(["phone.html", "office.html"]));
    expect(files.length).toBeGreaterThanOrEqual(6);
  });

  it("load nothing from another host", () => {
    const loaded = files.flatMap(({ name, text }) =>
      foreignAddresses(text)
        .filter(isLoaded)
        .map(({ address }) => `${name}: ${address}`),
    );
    expect(loaded).toEqual([]);
  });

  it("name no other hosts than those known", () => {
    const hosts = files.flatMap(({ text }) =>
      foreignAddresses(text).map(({ address }) => new URL(address, "http://localhost").host),
    );
    expect([...new Set(hosts)].filter((host) => !KNOWN_HOSTS.includes(host))).toEqual([]);
  });
});

describe("positive control", () => {
  it.each([
    '<script src="https://cdn.example.com/a.js">',
    '<link rel="stylesheet" href="//fonts.example.com/css">',
    "body{background:url(http://a.example.com/b.png)}",
    '@import "https://a.example.com/b.css";',
    "fetch(`https://a.example.com/collect`)",
    'J.createElement("img",{src:"https://a.example.com/logo.svg"})',
    'import("https://a.example.com/x.js")',
    'x.open("GET","https://a.example.com/x")',
  ])("finds %s", (text) => {
    expect(foreignAddresses(text).map(isLoaded)).toEqual([true]);
  });

  it("lets a link and the name of a standard pass", () => {
    expect(foreignAddresses('e("a",{href:"https://a.example.com/terms"})').map(isLoaded)).toEqual([false]);
    expect(foreignAddresses('document.createElementNS("http://www.w3.org/2000/svg","g")')).toEqual([]);
  });
});
