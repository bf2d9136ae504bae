/** The settings of a round while they are typed, and what is still missing. */
import type { DefinitionsAnswer, RoundAnswer, RoundSettings } from "../../../server/http/office/answers.ts";
import { NO_POSTER_FIELDS, type PosterFields } from "../../../server/core/round/poster.ts";
import { isWirelessName, isWirelessPassword, type Wireless } from "../../../server/core/round/wireless.ts";
import { settings as text } from "../../text/console.ts";

export interface DraftForm {
  readonly isUsed: boolean;
  readonly version: string;
  /** The version that the round named and that is gone: `version` stands in its place. */
  readonly goneVersion: string | null;
  readonly categories: readonly string[];
  readonly include: readonly string[];
}

export interface DraftSettings {
  readonly title: string;
  readonly authority: string;
  readonly setUp: RoundSettings["setUp"];
  /** Of a round on site; "" = not set. */
  readonly networkName: string;
  readonly networkPassword: string;
  readonly period: string;
  /** May stay empty unless a form asks for it. */
  readonly feedbackDate: string;
  readonly openUntil: string;
  readonly contactPhone: string;
  /** Of a round on site; may stay empty. */
  readonly listPlace: string;
  readonly poster: PosterFields;
  readonly scheme: string;
  readonly judgesFirst: boolean;
  readonly smallBlocks: boolean;
  readonly keyBits: RoundAnswer["keyBits"];
  /** Outside raters answer by an open link, not with tickets. */
  readonly isOutsideOpen: boolean;
  readonly forms: { readonly [instrument: string]: DraftForm };
}

/** People outside the unit; only they may have an open link. */
export const OUTSIDE = "D";

/** Shipped forms that are written for them. */
const FOR_OUTSIDE: readonly string[] = ["public-questionnaire"];

export const CATEGORIES = ["A", "B", "C", "D"] as const;

/** Forms that a first round starts with, and who fills them: leaders do not rate each other. @source domain.md §3 */
const USUAL: { readonly [instrument: string]: readonly string[] } = {
  "leadership-team": ["A", "B", "C"],
  "leadership-members": ["B", "C"],
  "staff-questionnaire": ["A", "B", "C"],
};

export type FormVersion = DefinitionsAnswer["forms"][number];

/** A form with the versions there are of it, as the library gives them. */
export interface FormToChoose {
  readonly id: string;
  readonly versions: readonly [FormVersion, ...FormVersion[]];
}

/**
 * Forms a round can use, the usual ones first: people fill the forms in this order. Score sheets are named and signed
 * in, so they are no part of an anonymous round.
 */
export function formsToChoose(definitions: DefinitionsAnswer): readonly FormToChoose[] {
  const place = (id: string): number => {
    const usual = Object.keys(USUAL).indexOf(id);
    return usual < 0 ? Number.POSITIVE_INFINITY : usual;
  };
  const forms = new Map<string, [FormVersion, ...FormVersion[]]>();
  for (const form of definitions.forms) {
    if (form.kind === "scoresheet") continue;
    const versions = forms.get(form.id);
    if (versions) versions.push(form);
    else forms.set(form.id, [form]);
  }
  return [...forms]
    .map(([id, versions]) => ({ id, versions }))
    .toSorted((a, b) => (place(a.id) === place(b.id) ? 0 : place(a.id) - place(b.id)));
}

/** The chosen version of a form; that of `surveys/` when the chosen one is gone. */
export const versionOf = ({ versions }: FormToChoose, version: string): FormVersion =>
  versions.find((one) => one.version === version) ?? versions[0];

const USUAL_SCHEME = "political-ecology";

export function startDraft(definitions: DefinitionsAnswer, round: RoundAnswer | null): DraftSettings {
  return {
    title: round?.title ?? "",
    authority: round?.authority ?? text.authorityDefault,
    setUp: round?.setUp ?? "onsite",
    networkName: round?.wireless?.name ?? "",
    networkPassword: round?.wireless?.password ?? "",
    period: round?.period ?? text.periodDefault,
    feedbackDate: round?.feedbackDate ?? "",
    openUntil: round?.openUntil ?? "",
    contactPhone: round?.contactPhone ?? "",
    listPlace: round?.listPlace ?? "",
    poster: round?.poster ?? NO_POSTER_FIELDS,
    scheme:
      round?.scheme.id ??
      (definitions.schemes.find(({ id }) => id === USUAL_SCHEME) ?? definitions.schemes[0])?.id ??
      "",
    judgesFirst: round?.judgesFirst ?? false,
    smallBlocks: round?.smallBlocks ?? false,
    keyBits: round?.keyBits ?? 2048,
    isOutsideOpen: round?.openCategories.includes(OUTSIDE) ?? false,
    forms: Object.fromEntries(formsToChoose(definitions).map((form) => [form.id, startForm(form, round)])),
  };
}

/** A new round starts with the form as it is shipped; a form of the office's own with its newest version. */
function startForm({ id, versions }: FormToChoose, round: RoundAnswer | null): DraftForm {
  const planned = round?.forms.find((form) => form.instrument === id);
  const usual = versions[0].isShipped ? versions[0] : versions.at(-1)!;
  const goneVersion = planned?.goneVersion ?? null;
  const offered = usual.optional.map(({ item }) => item);
  return {
    version: planned?.version ?? usual.version,
    goneVersion,
    isUsed: round ? planned !== undefined : id in USUAL,
    categories: planned?.categories ?? USUAL[id] ?? (FOR_OUTSIDE.includes(id) ? [OUTSIDE] : ["A", "B", "C"]),
    include: (planned?.include ?? []).filter((item) => goneVersion === null || offered.includes(item)),
  };
}

/** Whether anybody outside is asked at all. */
export const asksOutside = ({ forms }: Pick<DraftSettings, "forms">): boolean =>
  Object.values(forms).some((form) => form.isUsed && form.categories.includes(OUTSIDE));

export type DraftFaults = { readonly [field: string]: string };

/** Keys are fields of the draft, `forms`, or `form:<instrument>`. */
export function findFaults(draft: DraftSettings): DraftFaults {
  const faults: Record<string, string> = {};
  for (const field of ["title", "authority", "period", "openUntil", "contactPhone"] as const) {
    if (draft[field].trim() === "") faults[field] = text.missing;
  }
  Object.assign(faults, networkFaults(draft));
  const used = Object.entries(draft.forms).filter(([, form]) => form.isUsed);
  if (used.length === 0) faults["forms"] = text.noForm;
  for (const [id, form] of used) if (form.categories.length === 0) faults[`form:${id}`] = text.noCategory;
  return faults;
}

const networkOf = (draft: DraftSettings): Wireless => ({
  name: draft.networkName.trim(),
  password: draft.networkPassword.trim(),
});

const hasNetwork = (draft: DraftSettings): boolean => {
  const { name, password } = networkOf(draft);
  return draft.setUp === "onsite" && (name !== "" || password !== "");
};

/** Name and password go together; a round need not name its network. */
function networkFaults(draft: DraftSettings): DraftFaults {
  if (!hasNetwork(draft)) return {};
  const { name, password } = networkOf(draft);
  return {
    ...(!isWirelessName(name) && { networkName: text.networkNameFault }),
    ...(!isWirelessPassword(password) && { networkPassword: text.networkPasswordFault }),
  };
}

const trimmed = ({ mailbox, email, visitAt, signedBy, signedOn }: PosterFields): PosterFields => ({
  mailbox: mailbox.trim(),
  email: email.trim(),
  visitAt: visitAt.trim(),
  signedBy: signedBy.trim(),
  signedOn: signedOn.trim(),
});

/** What is sent; forms stand in the order of the catalogue. */
export function toSettings(draft: DraftSettings, id: string | null): RoundSettings {
  return {
    ...(id === null ? {} : { id }),
    title: draft.title.trim(),
    authority: draft.authority.trim(),
    setUp: draft.setUp,
    ...(hasNetwork(draft) && { wireless: networkOf(draft) }),
    period: draft.period.trim(),
    ...(draft.feedbackDate.trim() !== "" && { feedbackDate: draft.feedbackDate.trim() }),
    openUntil: draft.openUntil.trim(),
    contactPhone: draft.contactPhone.trim(),
    ...(draft.setUp === "onsite" && draft.listPlace.trim() !== "" && { listPlace: draft.listPlace.trim() }),
    ...(Object.values(draft.poster).some((typed) => typed.trim() !== "") && {
      poster: trimmed(draft.poster),
    }),
    scheme: draft.scheme,
    judgesFirst: draft.judgesFirst,
    smallBlocks: draft.smallBlocks,
    keyBits: draft.keyBits,
    ...(draft.isOutsideOpen && asksOutside(draft) && { openCategories: [OUTSIDE] }),
    forms: Object.entries(draft.forms)
      .filter(([, form]) => form.isUsed)
      .map(([instrument, { version, categories, include }]) => ({
        instrument,
        version,
        categories,
        include,
      })),
  };
}
