/** What an act of the office changed, field by field, as the record keeps it; `web/text/audit-changes.ts` says each in words. */

/** Fields of a round's settings, of a roster, of a 登记表 and of the register. */
const AUDIT_FIELDS = [
  "title",
  "authority",
  "setUp",
  "period",
  "feedbackDate",
  "openUntil",
  "contactPhone",
  "listPlace",
  "mailbox",
  "email",
  "visitAt",
  "signedBy",
  "signedOn",
  "formCategories",
  "formVersion",
  "formItems",
  "formOrder",
  "openCategories",
  "scheme",
  "smallBlocks",
  "keyBits",
  "judgesFirst",
  "spanFrom",
  "spanTo",
  "unit",
  "unitType",
  "group",
  "parent",
  "predecessors",
  "joined",
  "onRoll",
  "eligible",
  "weight",
  "eligibleBasis",
  "leaderPost",
  "leaderSince",
  "leaderIsPrincipal",
  "leaderOrder",
  "meeting",
  "time",
  "place",
  "due",
  "present",
  "lost",
  "issued",
  "exchanged",
  "returned",
  "left",
  "paperIssued",
  "paperReturned",
  "note",
  "registered",
  "history",
] as const;

export type AuditField = (typeof AUDIT_FIELDS)[number];

type AuditValue = string | number | boolean | null;

export interface AuditChange {
  readonly field: AuditField;
  /** Whose field: a unit, a bag, a form; absent for the round's own. */
  readonly of?: string;
  /** null: nothing stood there. */
  readonly from: AuditValue;
  /** null: nothing stands there. */
  readonly to: AuditValue;
}

/** The changes of one line, and how many more there were. */
export interface RecordedChanges {
  readonly changes: readonly AuditChange[];
  readonly moreChanges: number;
}

/** One field as it stands. */
export interface StandingField {
  readonly field: AuditField;
  readonly of?: string;
  /** null, undefined, "" and false: nothing stands there. */
  readonly value: AuditValue | undefined;
}

/** A line names so many changes; the digests beside them stand for all. */
export const CHANGES_MAX = 40;
/** A text is cut after so many characters. */
export const CHANGE_TEXT_MAX = 80;

/** Say something only when the same names stand in another order; else each name that came or went says it. */
const ORDERS: readonly AuditField[] = ["formOrder", "leaderOrder"];

/** What differs between two states, in the order of the later one, then what is gone. */
export function changesBetween(
  before: readonly StandingField[],
  after: readonly StandingField[],
): readonly AuditChange[] {
  const [old, now] = [byName(before), byName(after)];
  const names = new Map([...now, ...old]);
  return [...names].flatMap(([name, { field, of }]): readonly AuditChange[] => {
    const [from, to] = [valueOf(old.get(name)), valueOf(now.get(name))];
    if (from === to || (ORDERS.includes(field) && lettersOf(from) !== lettersOf(to))) return [];
    return [{ field, ...(of !== undefined && { of }), from, to }];
  });
}

const byName = (fields: readonly StandingField[]): ReadonlyMap<string, StandingField> =>
  new Map(fields.map((one) => [JSON.stringify([one.field, one.of ?? ""]), one]));

const lettersOf = (names: AuditValue): string => [...String(names)].toSorted().join("");

const valueOf = (standing: StandingField | undefined): AuditValue =>
  standing?.value === undefined || standing.value === "" || standing.value === false ? null : standing.value;

/** What a line keeps of all changes: the first ones, each text within its length. */
export const recordable = (changes: readonly AuditChange[]): RecordedChanges => ({
  changes: changes.slice(0, CHANGES_MAX).map((change) => ({
    ...change,
    ...(change.of !== undefined && { of: shortened(change.of) }),
    from: shortenedValue(change.from),
    to: shortenedValue(change.to),
  })),
  moreChanges: Math.max(0, changes.length - CHANGES_MAX),
});

const shortenedValue = (value: AuditValue): AuditValue =>
  typeof value === "string" ? shortened(value) : value;

/** A text within the length that a line keeps of it. */
export function shortened(text: string, max = CHANGE_TEXT_MAX): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join("")}…`;
}

/** What a line says: its facts, and what changed. */
export interface AuditLine extends RecordedChanges {
  readonly facts: { readonly [fact: string]: AuditValue };
}

/** Reads what a line keeps; one from before changes were kept, and one of another act, has none. */
export function readAuditLine(detail: string): AuditLine {
  const {
    changes = [],
    moreChanges = 0,
    ...facts
  } = JSON.parse(detail) as Partial<RecordedChanges> & {
    readonly [fact: string]: AuditValue;
  };
  return { facts, changes, moreChanges };
}
