/** One PDF a batch, made once: the codes exist only while the sheet is made. */
import { useState } from "react";
import type { ReactElement } from "react";
import type { BatchRow, TwoPeople, UnitRow } from "../../../server/http/office/answers.ts";
import { common, tickets as text } from "../../text/console.ts";
import { api } from "../api.ts";
import { forgetMade, make, type Making, stopMaking, useMakings } from "../making/making.ts";
import { MakingLine } from "../making/making-line.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Note } from "../parts/note.tsx";
import { TwoPeopleRefusal } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";
import { ReprintForm } from "./reprint-form.tsx";

const SPARE_USUAL = 5;
const SPARE_MAX = 1000;

interface TicketsDialogProps {
  readonly unit: UnitRow;
  readonly close: () => void;
}

export function TicketsDialog({ unit, close }: TicketsDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const makings = useMakings();
  const [again, setAgain] = useState<{ readonly batch: BatchRow; readonly spare: number } | null>(null);
  const poll = unit.poll ?? "";
  const keyOf = (batch: BatchRow): string => `tickets/${poll}/${batch.id}`;
  const made = unit.batches.map((batch) => ({ batch, making: makings.get(keyOf(batch)) ?? null }));
  const isBusy = made.some(({ making }) => making?.state === "making");
  const leave = (): void => {
    forgetMade(unit.batches.map(keyOf));
    close();
  };
  const mint = (batch: BatchRow, spare: number): void => {
    forgetMade(unit.batches.map(keyOf));
    if (unit.state !== "sealed" && batch.minted > 0) return setAgain({ batch, spare });
    setAgain(null);
    make(keyOf(batch), {
      ask: (signal) => api.tickets(poll, batch.id, spare, signal),
      settled: readAgain,
    });
  };
  const reprint = (batch: BatchRow, spare: number, people: TwoPeople): void => {
    forgetMade(unit.batches.map(keyOf));
    make(keyOf(batch), {
      ask: async (signal) => {
        const sheet = await api.reprint(poll, batch.id, spare, people, signal);
        setAgain(null);
        return sheet;
      },
      settled: readAgain,
    });
  };
  return (
    <Dialog title={text.title(unit.name)} wide close={leave}>
      <p>{text.lead}</p>
      <div className="scroll">
        <table className="t">
          <caption className="sr">{text.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{text.columns.batch}</th>
              <th scope="col" className="num">
                {text.columns.eligible}
              </th>
              <th scope="col" className="num">
                {text.columns.minted}
              </th>
              <th scope="col">{text.columns.spare}</th>
              <th scope="col">
                <span className="sr">{text.columns.act}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {made.map(({ batch, making }) => (
              <BatchLine
                key={batch.id}
                batch={batch}
                isBusy={isBusy}
                making={making?.state === "making" ? making : null}
                mint={(spare) => mint(batch, spare)}
                stop={() => stopMaking(keyOf(batch))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Note tone="warn">
        {isBusy ? text.leave : text.warn}
        {!isBusy && unit.batches.some(({ minted }) => minted > 0) && <b>{text.againWarn}</b>}
      </Note>
      {made.map(({ batch, making }) => (
        <Ending key={batch.id} batch={batch} making={making} />
      ))}
      {again ? (
        <ReprintForm
          key={again.batch.id}
          batch={again.batch}
          isBusy={isBusy}
          reprint={(people) => reprint(again.batch, again.spare, people)}
          cancel={() => setAgain(null)}
        />
      ) : (
        <div className="acts">
          <button type="button" className="btn" data-first onClick={leave}>
            {common.close}
          </button>
        </div>
      )}
    </Dialog>
  );
}

function Ending({ batch, making }: { readonly batch: BatchRow; readonly making: Making | null }) {
  if (making?.state === "done") return <Note tone="ok">{text.done(batch.name)}</Note>;
  if (making?.state === "stopped") return <Note tone="alert">{text.stopped(batch.name)}</Note>;
  return making?.state === "failed" ? <TwoPeopleRefusal error={making.error} /> : null;
}

interface BatchLineProps {
  readonly batch: BatchRow;
  readonly isBusy: boolean;
  readonly making: Making | null;
  readonly mint: (spare: number) => void;
  readonly stop: () => void;
}

function BatchLine({ batch, isBusy, making, mint, stop }: BatchLineProps): ReactElement {
  const [spare, setSpare] = useState(String(SPARE_USUAL));
  const count = Number(spare);
  const isWhole = /^\d{1,4}$/.test(spare) && count <= SPARE_MAX;
  const act = batch.minted > 0 ? text.again : text.act;
  return (
    <tr>
      <td className="wrap">{batch.name}</td>
      <td className="num">{batch.eligible}</td>
      <td className="num">{batch.minted === 0 ? "—" : batch.minted}</td>
      <td>
        <input
          className="box narrow"
          inputMode="numeric"
          value={spare}
          aria-label={text.spareOf(batch.name)}
          aria-invalid={!isWhole || undefined}
          onChange={(event) => setSpare(event.target.value)}
        />
      </td>
      <td className="acts-cell">
        {making ? (
          <MakingLine
            says={making.ofPages === 0 ? text.begun : text.making(making.pages, making.ofPages)}
            share={making.ofPages === 0 ? null : making.pages / making.ofPages}
            label={text.stopOf(batch.name)}
            stop={stop}
          />
        ) : (
          <button
            type="button"
            className="btn small"
            aria-label={text.actOn(act, batch.name)}
            disabled={isBusy || !isWhole}
            onClick={() => mint(count)}
          >
            {act}
          </button>
        )}
      </td>
    </tr>
  );
}
