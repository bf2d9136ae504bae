/** What the two who sign have counted. Numbers start from what was saved; 换发 is the roll's, as it was read last. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { rollSheetWords } from "../../../server/core/documents/roll-sheet.ts";
import type { BatchTyped, RollSheetTyped } from "../../../server/core/results/roll-sheet.ts";
import type { RollSheetAnswer } from "../../../server/http/office/answers-records.ts";
import { rollSheetText as text } from "../../text/on-site.ts";
import { Field } from "../parts/field.tsx";
import { Note } from "../parts/note.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useUnsaved } from "../way/unsaved.ts";
import { onSiteApi, rollSheetAddress } from "./on-site-api.ts";

const COLUMNS = ["issued", "exchanged", "returned", "left", "paperIssued", "paperReturned"] as const;
type Column = (typeof COLUMNS)[number];

function startSheet({ typed, batches }: RollSheetAnswer): RollSheetTyped {
  const lines = batches.map(({ id, exchanged }): BatchTyped => {
    const known = typed?.batches.find(({ batch }) => batch === id);
    return (
      known ?? {
        batch: id,
        issued: 0,
        exchanged: exchanged ?? 0,
        returned: 0,
        left: 0,
        paperIssued: 0,
        paperReturned: 0,
      }
    );
  });
  const empty = { meeting: "", time: "", place: "", due: 0, present: 0, lost: 0, note: "" };
  return { ...(typed ?? empty), batches: lines };
}

/** 换发 of a bag as the roll has counted it; null where a closed file does not say, and people type it. */
const rolled = ({ batches }: RollSheetAnswer, batch: string): number | null =>
  batches.find(({ id }) => id === batch)?.exchanged ?? null;

/** A slip exchanged while the form stands here counts in it at once. */
const withRolled = (typed: RollSheetTyped, answer: RollSheetAnswer): RollSheetTyped => ({
  ...typed,
  batches: typed.batches.map((line) => ({
    ...line,
    exchanged: rolled(answer, line.batch) ?? line.exchanged,
  })),
});

/** What is typed into a field of numbers: digits count, anything else is not taken. */
const wholeNumber = (value: string): number => Number(value.replace(/\D/g, "").slice(0, 6));

interface RollSheetFormProps {
  readonly poll: string;
  readonly answer: RollSheetAnswer;
}

export function RollSheetForm({ poll, answer }: RollSheetFormProps): ReactElement {
  const client = useQueryClient();
  const [sheet, setSheet] = useState(() => startSheet(answer));
  const [saved, setSaved] = useState(sheet);
  useUnsaved(sheet !== saved);
  const [people, setPeople] = useTwoPeople();
  const save = useMutation({
    mutationFn: () => onSiteApi.saveRollSheet(poll, withRolled(sheet, answer), people),
    onSuccess: (answered) => {
      setSaved(sheet);
      setPeople({ own: "", second: { name: "", password: "" } });
      client.setQueryData(["roll-sheet", poll], answered);
    },
  });
  const set = (part: Partial<RollSheetTyped>): void => setSheet({ ...sheet, ...part });
  const setBatch = (batch: string, column: Column, value: number): void =>
    set({
      batches: sheet.batches.map((line) => (line.batch === batch ? { ...line, [column]: value } : line)),
    });
  const imbalances = answer.sheet?.imbalances ?? null;
  return (
    <form
      className="settings"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="two grid">
        <Field label={text.meeting} value={sheet.meeting} change={(meeting) => set({ meeting })} />
        <Field label={text.time} value={sheet.time} change={(time) => set({ time })} />
        <Field label={text.place} value={sheet.place} change={(place) => set({ place })} />
        <Field
          label={text.due}
          inputMode="numeric"
          value={String(sheet.due)}
          change={(due) => set({ due: wholeNumber(due) })}
        />
        <Field
          label={text.present}
          inputMode="numeric"
          value={String(sheet.present)}
          change={(present) => set({ present: wholeNumber(present) })}
        />
        <Field
          label={text.lost}
          hint={text.lostHint}
          inputMode="numeric"
          value={String(sheet.lost ?? "")}
          change={(lost) => set({ lost: wholeNumber(lost) })}
        />
      </div>
      <BagsTable answer={answer} sheet={withRolled(sheet, answer)} setBatch={setBatch} />
      <p className="sub">{text.columnsHint}</p>
      <Field label={text.note} hint={text.noteHint} value={sheet.note} change={(note) => set({ note })} />
      <TwoPeopleFields people={people} change={setPeople} />
      <TwoPeopleRefusal error={save.error} />
      {save.isSuccess && <Note tone="ok">{text.saved}</Note>}
      {imbalances !== null && answer.typed !== null && (
        <Note tone={imbalances.length === 0 ? "ok" : "warn"}>
          {imbalances.length === 0
            ? text.balanced
            : [text.notBalanced(imbalances.length), ...imbalances.map(rollSheetWords.imbalance)].join("")}
        </Note>
      )}
      <div className="acts">
        <button type="submit" className="btn" disabled={save.isPending}>
          {save.isPending ? text.busy : text.save}
        </button>
        {answer.sheet && <PrintSheet poll={poll} isSaved={sheet === saved} />}
      </div>
    </form>
  );
}

/** What is printed is what was saved, so it is not offered beside other numbers. */
const PrintSheet = ({ poll, isSaved }: { readonly poll: string; readonly isSaved: boolean }): ReactElement =>
  isSaved ? (
    <a className="btn" href={rollSheetAddress(poll)} target="_blank" rel="noreferrer">
      {text.print}
    </a>
  ) : (
    <span className="sub">{text.saveFirst}</span>
  );

interface BagsTableProps {
  readonly answer: RollSheetAnswer;
  readonly sheet: RollSheetTyped;
  readonly setBatch: (batch: string, column: Column, value: number) => void;
}

const BagsTable = ({ answer, sheet, setBatch }: BagsTableProps): ReactElement => (
  <div className="panel scroll">
    <table className="t">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.batch}</th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className="num">
              {text.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sheet.batches.map((line) => {
          const name = answer.batches.find(({ id }) => id === line.batch)?.name ?? line.batch;
          return (
            <tr key={line.batch}>
              <td className="wrap">{name}</td>
              {COLUMNS.map((column) => (
                <td key={column} className="num">
                  <input
                    className="box narrow"
                    inputMode="numeric"
                    aria-label={text.of(text.columns[column], name)}
                    readOnly={column === "exchanged" && rolled(answer, line.batch) !== null}
                    value={String(line[column])}
                    onChange={(event) => setBatch(line.batch, column, wholeNumber(event.target.value))}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  </div>
);
