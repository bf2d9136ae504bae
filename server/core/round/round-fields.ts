import type { StandingField } from "../audit-change.ts";
import { type Round, type RoundSpan, USUAL_BITS } from "./round.ts";

/** What the library calls the things that a round names by their ids; an id that it has not got stays as it is. */
export interface RoundTitles {
  readonly form: (id: string) => string;
  readonly item: (form: string, item: string) => string;
  readonly scheme: (id: string) => string;
}

/** The settings of a round as the record names them; the thresholds are not chosen. A new setting does not compile without its field. */
export function roundFields(round: Round, titles: RoundTitles): readonly StandingField[] {
  const { poster } = round;
  const fields: Readonly<Record<Exclude<keyof Round, "id" | "thresholds">, readonly StandingField[]>> = {
    title: [{ field: "title", value: round.title }],
    authority: [{ field: "authority", value: round.authority }],
    setUp: [{ field: "setUp", value: round.setUp }],
    period: [{ field: "period", value: round.period }],
    feedbackDate: [{ field: "feedbackDate", value: round.feedbackDate }],
    openUntil: [{ field: "openUntil", value: round.openUntil }],
    contactPhone: [{ field: "contactPhone", value: round.contactPhone }],
    listPlace: [{ field: "listPlace", value: round.listPlace }],
    poster: [
      { field: "mailbox", value: poster?.mailbox },
      { field: "email", value: poster?.email },
      { field: "visitAt", value: poster?.visitAt },
      { field: "signedBy", value: poster?.signedBy },
      { field: "signedOn", value: poster?.signedOn },
    ],
    forms: formFields(round.forms, titles),
    openCategories: [{ field: "openCategories", value: list(round.openCategories ?? []) }],
    scheme: [{ field: "scheme", value: titles.scheme(round.scheme) }],
    smallBlocks: [{ field: "smallBlocks", value: round.smallBlocks }],
    keyBits: [{ field: "keyBits", value: round.keyBits ?? USUAL_BITS }],
    judgesFirst: [{ field: "judgesFirst", value: round.judgesFirst }],
  };
  return Object.values(fields).flat();
}

const formFields = (forms: Round["forms"], titles: RoundTitles): readonly StandingField[] => [
  ...forms.flatMap(({ instrument, version, categories, include }): readonly StandingField[] => {
    const of = titles.form(instrument);
    return [
      { field: "formCategories", of, value: list(categories) },
      { field: "formVersion", of, value: version },
      { field: "formItems", of, value: list(include.map((item) => titles.item(instrument, item))) },
    ];
  }),
  { field: "formOrder", value: list(forms.map(({ instrument }) => titles.form(instrument))) },
];

const list = (names: readonly string[]): string => names.join("、");

/** First and last day of a round. */
export const spanFields = (span: RoundSpan | null): readonly StandingField[] => [
  { field: "spanFrom", value: span?.from },
  { field: "spanTo", value: span?.to },
];
