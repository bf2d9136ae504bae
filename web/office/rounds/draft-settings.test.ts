import { describe, expect, it } from "vitest";
import type { DefinitionsAnswer, RoundAnswer } from "../../../server/http/office/answers.ts";
import { asksOutside, findFaults, formsToChoose, startDraft, toSettings } from "./draft-settings.ts";

const form = (id: string, kind: DefinitionsAnswer["forms"][number]["kind"] = "evaluation") => ({
  id,
  version: "1",
  isShipped: true,
  kind,
  title: id,
  shortTitle: id,
  optional: [],
});

const definitions: DefinitionsAnswer = {
  forms: [
    form("appraisal", "appraisal"),
    form("leadership-members"),
    form("leadership-team"),
    form("score-sheet", "scoresheet"),
    form("staff-questionnaire", "questionnaire"),
  ],
  schemes: [
    { id: "opinion-only", version: "1", title: "仅测评问卷", forms: [] },
    { id: "political-ecology", version: "1", title: "评估办法", forms: [] },
  ],
};

const filled = {
  ...startDraft(definitions, null),
  title: " 第三轮 ",
  openUntil: "2026年11月27日 18:00",
  contactPhone: "0000-1234567",
};

describe("formsToChoose", () => {
  it("puts the usual forms first, in the order people fill them, and leaves signed score sheets out", () => {
    expect(formsToChoose(definitions).map(({ id }) => id)).toEqual([
      "leadership-team",
      "leadership-members",
      "staff-questionnaire",
      "appraisal",
    ]);
  });
});

describe("versions of a form", () => {
  const own = (id: string, version: string) => ({ ...form(id), version, isShipped: false });
  const both: DefinitionsAnswer = {
    ...definitions,
    forms: [form("leadership-team"), own("leadership-team", "1-1"), own("talk", "1"), own("talk", "2")],
  };

  it("stand together, the shipped one chosen, of an own form the newest", () => {
    expect(formsToChoose(both).map(({ versions }) => versions.map(({ version }) => version))).toEqual([
      ["1", "1-1"],
      ["1", "2"],
    ]);
    const { forms } = startDraft(both, null);
    expect([forms["leadership-team"]?.version, forms["talk"]?.version]).toEqual(["1", "2"]);
  });

  it("that are gone give way to the shipped one, with what it offers, and the settings remember which", () => {
    const shipped = { ...form("leadership-team"), version: "2", optional: [{ item: "t15", title: "题" }] };
    const now: DefinitionsAnswer = { ...definitions, forms: [shipped, own("leadership-team", "1-1")] };
    const planned = {
      instrument: "leadership-team",
      version: null,
      goneVersion: "1",
      title: "领导班子",
      shortTitle: "班子",
      categories: ["A"],
      include: ["t15", "t99"],
    };
    const round = { forms: [planned], scheme: { id: "" }, openCategories: [] } as unknown as RoundAnswer;
    expect(startDraft(now, round).forms["leadership-team"]).toEqual({
      isUsed: true,
      version: "2",
      goneVersion: "1",
      categories: ["A"],
      include: ["t15"],
    });
  });

  it("are sent with the settings", () => {
    const draft = startDraft(both, null);
    const changed = { ...draft.forms["leadership-team"]!, version: "1-1" };
    const { forms } = toSettings({ ...draft, forms: { ...draft.forms, "leadership-team": changed } }, null);
    expect(forms.map(({ instrument, version }) => [instrument, version])).toEqual([
      ["leadership-team", "1-1"],
    ]);
  });
});

describe("startDraft", () => {
  it("lets leaders fill the team form and the questionnaire, not the members' form", () => {
    const { forms, scheme } = startDraft(definitions, null);
    expect(forms["leadership-members"]).toEqual({
      isUsed: true,
      version: "1",
      goneVersion: null,
      categories: ["B", "C"],
      include: [],
    });
    expect(forms["leadership-team"]?.categories).toContain("A");
    expect(forms["appraisal"]?.isUsed).toBe(false);
    expect(scheme).toBe("political-ecology");
  });
});

describe("findFaults", () => {
  it("accepts a filled draft and names what is missing in another", () => {
    expect(findFaults(filled)).toEqual({});
    expect(Object.keys(findFaults({ ...filled, title: "  ", contactPhone: "" }))).toEqual([
      "title",
      "contactPhone",
    ]);
  });
  it("wants at least one form, and somebody to fill each", () => {
    expect(Object.keys(findFaults({ ...filled, forms: {} }))).toEqual(["forms"]);
    const forms = {
      "leadership-team": { isUsed: true, version: "1", goneVersion: null, categories: [], include: [] },
    };
    expect(Object.keys(findFaults({ ...filled, forms }))).toEqual(["form:leadership-team"]);
  });
});

describe("toSettings", () => {
  it("sends used forms only, trimmed, with the id of a round that exists", () => {
    expect(toSettings(filled, "r1")).toMatchObject({ id: "r1", title: "第三轮" });
    expect(toSettings(filled, null)).not.toHaveProperty("id");
    expect(toSettings(filled, null).forms.map(({ instrument }) => instrument)).toEqual([
      "leadership-team",
      "leadership-members",
      "staff-questionnaire",
    ]);
  });
});

describe("the day of feedback", () => {
  it("may stay empty, and is sent only when it is typed", () => {
    expect(findFaults(filled)).toEqual({});
    expect(toSettings(filled, null)).not.toHaveProperty("feedbackDate");
    const typed = { ...filled, feedbackDate: " 2026年9月1日 " };
    expect(toSettings(typed, null).feedbackDate).toBe("2026年9月1日");
  });
});

describe("the place of the lists of receipts", () => {
  it("is sent of a round on site only, and only when it is typed", () => {
    expect(toSettings(filled, null)).not.toHaveProperty("listPlace");
    const typed = { ...filled, setUp: "onsite", listPlace: " 一楼大厅公示栏 " } as const;
    expect(toSettings(typed, null).listPlace).toBe("一楼大厅公示栏");
    expect(toSettings({ ...typed, setUp: "online" }, null)).not.toHaveProperty("listPlace");
  });
});

describe("what posters say", () => {
  it("is sent trimmed, and not at all while nothing is typed", () => {
    expect(toSettings(filled, null)).not.toHaveProperty("poster");
    const blank = { ...filled, poster: { ...filled.poster, email: "  " } };
    expect(toSettings(blank, null)).not.toHaveProperty("poster");
    const typed = { ...filled, poster: { ...filled.poster, mailbox: " 县委大院 " } };
    expect(toSettings(typed, null).poster).toEqual({ ...filled.poster, mailbox: "县委大院" });
  });
});

describe("outside raters", () => {
  const asked = { ...filled.forms["leadership-team"]!, categories: ["C", "D"] };
  const draft = { ...filled, isOutsideOpen: true };

  it("have an open link when the office says so, and only when somebody outside is asked", () => {
    expect(asksOutside(draft)).toBe(false);
    expect(toSettings(draft, null)).not.toHaveProperty("openCategories");
    const outside = { ...draft, forms: { ...draft.forms, "leadership-team": asked } };
    expect(asksOutside(outside)).toBe(true);
    expect(toSettings(outside, null).openCategories).toEqual(["D"]);
    expect(toSettings({ ...outside, isOutsideOpen: false }, null)).not.toHaveProperty("openCategories");
  });
});
