/** Blank forms as they come out of the printer: every shipped form on A4, boxes of 6 mm, nothing that tells sheets apart. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SURVEYS_FOLDER } from "../../server/places.ts";
import { freezeForm } from "../../server/core/definition/freeze-form.ts";
import type { FrozenForm } from "../../server/core/definition/frozen.ts";
import { paperForm } from "../../server/core/documents/paper-form.ts";
import { paperStatement } from "../../server/core/documents/paper-statement.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { SHEET } from "../../server/exports/paper-page.ts";
import { streamPaperForms } from "../../server/exports/paper-forms-pdf.ts";
import { orSkipped } from "../or-skipped.ts";

const hasPoppler = spawnSync("pdftotext", ["-v"]).status === 0;
if (!hasPoppler) process.stderr.write("SKIPPED: pdftotext is not here; blank forms are not read back.\n");

const hasReader = spawnSync("zbarimg", ["--version"]).status === 0;
if (!hasReader)
  process.stderr.write("SKIPPED, NOT PASSED: zbarimg is not here; no code is looked for on blank forms.\n");

/** What zbarimg says by its exit when a picture holds no code of any kind. */
const NO_CODE = 4;

const LEADERS = ["林向东", "陈志远", "周敏", "欧阳建国", "王磊", "刘洋", "阿依古丽·买买提", "赵军", "孙丽"];

async function shippedForms() {
  const { instruments } = await loadLibrary(SURVEYS_FOLDER);
  const leaders = LEADERS.map((name, i) => {
    return { name, post: "党组成员、派驻纪检监察组组长", since: "", isPrincipal: i === 0 };
  });
  const variables = { 单位: "县水利局党组", 本单位: "本单位", 领导班子: "领导班子", 评价时段: "近三年" };
  return [...instruments.values()]
    .filter(({ instrument }) => instrument.kind !== "scoresheet")
    .map(({ instrument }) => {
      const include = Object.keys(instrument.items).filter((name) => instrument.items[name]!.optional);
      const more = { 巡察组: "县委第一巡察组", 轮次: "第三轮", 反馈日期: "2026年3月" };
      return freezeForm(instrument, {
        leaders,
        variables: { ...variables, ...more },
        words: [],
        include,
        kindsInRound: [],
      });
    });
}

/** One of its own for each form: two of them have one title. */
const digestOf = (at: number): string => `${at % 10}f9c2a7${Math.floor(at / 10)}`.repeat(8);
const printed = (form: FrozenForm, at: number) => ({ ...paperForm(form), digest: digestOf(at) });
/** What the foot of every page of a form says. */
const editionOf = ({ version }: FrozenForm, at: number): string =>
  `版本${version}表单校验码${digestOf(at).slice(0, 8)}`;
const squeeze = (text: string): string => text.replace(/\s+/g, "");

describe.skipIf(!hasPoppler)(
  hasPoppler ? "blank paper forms" : "SKIPPED, NOT PASSED: pdftotext is not here",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "plumbline-paper-"));
    const file = join(folder, "forms.pdf");
    let forms: Awaited<ReturnType<typeof shippedForms>>;
    let text: string;
    beforeAll(async () => {
      forms = await shippedForms();
      const content = {
        round: "第三轮巡察",
        unit: "县水利局党组",
        batch: "其他干部职工",
        isRehearsal: false,
      };
      writeFileSync(file, await buffer(streamPaperForms({ ...content, forms: forms.map(printed) })));
      text = execFileSync("pdftotext", ["-layout", file, "-"]).toString();
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it("hold every question, option and leader, and the statement above each form", () => {
      const words = squeeze(text);
      for (const form of forms) {
        for (const leaf of form.leaves) {
          expect(words).toContain(squeeze(leaf.title).slice(0, 8));
          if (leaf.kind === "multi")
            for (const option of leaf.options) expect(words).toContain(squeeze(option.text).slice(0, 8));
        }
      }
      for (const name of LEADERS) expect(words).toContain(name.slice(0, 4));
      const statement = squeeze(paperStatement).slice(0, 24);
      expect(words.split(statement)).toHaveLength(forms.length + 1);
      expect(words).not.toContain("点“对这位同志不了解”");
    });

    it("name version and digest of the form on every page, the same on every sheet", () => {
      const pages = text.split("\f").slice(0, -1).map(squeeze);
      for (const [at, form] of forms.entries()) {
        const own = pages.filter((page) => page.includes(editionOf(form, at)));
        expect(own.length).toBeGreaterThan(0);
        for (const page of own) expect(page).toMatch(new RegExp(`${squeeze(form.title)}第\\d+页`));
      }
      const ended = pages.filter((page) => forms.some((form, at) => page.includes(editionOf(form, at))));
      expect(pages.length - ended.length).toBe(pages.filter((page) => /意见纸第\d+页/.test(page)).length);
    });

    it("are A4, and the team's form is one page", () => {
      const pages = execFileSync("pdfinfo", ["-f", "1", "-l", "99", file]).toString();
      const sizes = pages.match(/Page +\d+ size: .*/g) ?? [];
      expect(sizes.length).toBeGreaterThan(forms.length);
      expect(sizes.every((line) => line.includes("(A4)"))).toBe(true);
      expect(squeeze(text)).toContain("领导班子民主测评表第1页，共1页");
    });

    /** Sides in mm of every square on a page, as the printer gets it. */
    function squaresOn(page: number): readonly number[] {
      const svg = execFileSync("pdftocairo", ["-svg", "-f", `${page}`, "-l", `${page}`, file, "-"], {
        maxBuffer: 64 * 1024 * 1024,
      }).toString();
      const paths = svg.match(/<path [^>]*stroke-width[^>]*>/g) ?? [];
      return paths.flatMap((path) => {
        const scale = Number(/transform="matrix\(([-\d.]+)/.exec(path)?.[1] ?? 1);
        const given = /\sd="([^"]*)"/.exec(path)?.[1] ?? "";
        if (!given.includes("Z")) return [];
        const at = (given.match(/[-\d.]+/g) ?? []).map(Number);
        const [xs, ys] = [at.filter((_, i) => i % 2 === 0), at.filter((_, i) => i % 2 === 1)];
        const [width, height] = [xs, ys].map((all) => (Math.max(...all) - Math.min(...all)) * scale);
        return Math.abs(width! - height!) < 0.01 ? [(width! / 72) * 25.4] : [];
      });
    }

    it("have a box of at least 6 mm for everything that can be marked, measured on every printed page", () => {
      const pages = text.split("\f").slice(0, -1).map(squeeze);
      for (const [at, form] of forms.entries()) {
        const own = pages.flatMap((page, i) => (page.includes(editionOf(form, at)) ? [i + 1] : []));
        const sides = own.flatMap(squaresOn);
        const options = paperForm(form).marks.map((mark) => mark.options.length);
        expect([form.title, sides.length]).toEqual([form.title, options.reduce((sum, one) => sum + one, 0)]);
        expect(Math.min(...sides)).toBeGreaterThanOrEqual(6);
      }
    });

    it("have the members in 班子排序 in each form about them, and on the 意见纸 every text of every form", () => {
      const pages = text.split("\f").slice(0, -1).map(squeeze);
      const about = forms.flatMap((form, at) => (form.leaders.length > 0 ? [editionOf(form, at)] : []));
      expect(about.length).toBeGreaterThan(1);
      for (const edition of about) {
        const own = pages.filter((page) => page.includes(edition)).join("");
        const places = LEADERS.map((name) => own.indexOf(name.slice(0, 4)));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places[0]).toBeGreaterThanOrEqual(0);
      }
      const opinions = pages.filter((page) => /意见纸第\d+页/.test(page)).join("");
      const asked = forms.map(paperForm).filter(({ texts }) => texts.length > 0);
      expect(asked.length).toBeGreaterThan(1);
      for (const { shortTitle, texts } of asked)
        for (const { title } of texts) {
          expect(opinions).toContain(squeeze(shortTitle));
          expect(opinions).toContain(squeeze(title).slice(0, 8));
        }
    });

    it("have no picture and no number that tells one sheet from another", () => {
      expect(SHEET.right).toBeLessThan((210 / 25.4) * 72);
      expect(execFileSync("pdfimages", ["-list", file]).toString().trim().split("\n")).toHaveLength(2);
    });

    it.skipIf(!hasReader)(
      orSkipped(
        hasReader,
        "carry no code that a reader of codes finds, on any page",
        "zbarimg is not installed",
      ),
      () => {
        execFileSync("pdftoppm", ["-r", "100", "-gray", "-png", file, join(folder, "page")]);
        const pages = readdirSync(folder).filter((name) => name.endsWith(".png"));
        expect(pages.length).toBeGreaterThan(forms.length);
        for (const page of pages)
          expect([page, spawnSync("zbarimg", ["-q", join(folder, page)]).status]).toEqual([page, NO_CODE]);
      },
    );
  },
);
