/** The settings of a round while they are typed, and what is still missing. */
import type { DefinitionsAnswer, RoundAnswer, RoundSettings } from "../../../server/http/office/answers.ts";
import { settings as text } from "../../text/console.ts";

export interface DraftForm {
  readonly isUsed: boolean;
  readonly categories: readonly string[];
  readonly include: readonly string[];
}

export interface DraftSettings {
  readonly title: string;
  readonly authority: string;
  readonly setUp: RoundSettings["setUp"];
  readonly period: string;
  readonly openUntil: string;
  readonly contactPhone: string;
  readonly scheme: string;
  readonly forms: { readonly [instrument: string]: DraftForm };
}

export const CATEGORIES = ["A", "B", "C", "D"] as const;

/** Forms that a first round starts with, and who fills them: leaders do not rate each other. @source domain.md §3 */
const USUAL: { readonly [instrument: string]: readonly string[] } = {
  "leadership-team": ["A", "B", "C"],
  "leadership-members": ["B", "C"],
  "staff-questionnaire": ["A", "B", "C"],
};

/**
 * Forms a round can use, the usual ones first: people fill the forms in this order. Score sheets are named and signed
 * in, so they are no part of an anonymous round.
 */
export function formsToChoose(definitions: DefinitionsAnswer): DefinitionsAnswer["forms"] {
  const place = (id: string): number => {
    const usual = Object.keys(USUAL).indexOf(id);
    return usual < 0 ? Number.POSITIVE_INFINITY : usual;
  };
  return definitions.forms
    .filter(({ kind }) => kind !== "scoresheet")
    .toSorted((a, b) => (place(a.id) === place(b.id) ? 0 : place(a.id) - place(b.id)));
}

const USUAL_SCHEME = "political-ecology";

export function startDraft(definitions: DefinitionsAnswer, round: RoundAnswer | null): DraftSettings {
  return {
    title: round?.title ?? "",
    authority: round?.authority ?? text.authorityDefault,
    setUp: round?.setUp ?? "onsite",
    period: round?.period ?? text.periodDefault,
    openUntil: round?.openUntil ?? "",
    contactPhone: round?.contactPhone ?? "",
    scheme:
      round?.scheme.id ??
      (definitions.schemes.find(({ id }) => id === USUAL_SCHEME) ?? definitions.schemes[0])?.id ??
      "",
    forms: Object.fromEntries(formsToChoose(definitions).map(({ id }) => [id, startForm(id, round)])),
  };
}

function startForm(id: string, round: RoundAnswer | null): DraftForm {
  const planned = round?.forms.find((form) => form.instrument === id);
  return {
    isUsed: round ? planned !== undefined : id in USUAL,
    categories: planned?.categories ?? USUAL[id] ?? ["A", "B", "C"],
    include: planned?.include ?? [],
  };
}

export type DraftFaults = { readonly [field: string]: string };

/** Keys are fields of the draft, `forms`, or `form:<instrument>`. */
export function findFaults(draft: DraftSettings): DraftFaults {
  const faults: Record<string, string> = {};
  for (const field of ["title", "authority", "period", "openUntil", "contactPhone"] as const) {
    if (draft[field].trim() === "") faults[field] = text.missing;
  }
  const used = Object.entries(draft.forms).filter(([, form]) => form.isUsed);
  if (used.length === 0) faults["forms"] = text.noForm;
  for (const [id, form] of used) if (form.categories.length === 0) faults[`form:${id}`] = text.noCategory;
  return faults;
}

/** What is sent; forms stand in the order of the catalogue. */
export function toSettings(draft: DraftSettings, id: string | null): RoundSettings {
  return {
    ...(id === null ? {} : { id }),
    title: draft.title.trim(),
    authority: draft.authority.trim(),
    setUp: draft.setUp,
    period: draft.period.trim(),
    openUntil: draft.openUntil.trim(),
    contactPhone: draft.contactPhone.trim(),
    scheme: draft.scheme,
    forms: Object.entries(draft.forms)
      .filter(([, form]) => form.isUsed)
      .map(([instrument, { categories, include }]) => ({ instrument, categories, include })),
  };
}
