/** One PDF a batch, made once: the codes exist only while the sheet is made. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { BatchRow, UnitRow } from "../../../server/http/office/answers.ts";
import { common, tickets as text } from "../../text/console.ts";
import { api } from "../api.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Note, RefusalNote } from "../parts/note.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useReadAgain } from "../queries.ts";

const SPARE_USUAL = 5;
const SPARE_MAX = 1000;

interface TicketsDialogProps {
  readonly unit: UnitRow;
  readonly close: () => void;
}

export function TicketsDialog({ unit, close }: TicketsDialogProps): ReactElement {
  const readAgain = useReadAgain();
  const mint = useMutation({
    mutationFn: async ({ batch, spare }: { batch: BatchRow; spare: number }) => {
      saveFile(await api.tickets(unit.poll ?? "", batch.id, spare), text.fileName(unit.name, batch.name));
      return batch;
    },
    onSuccess: readAgain,
  });
  return (
    <Dialog title={text.title(unit.name)} wide close={() => !mint.isPending && close()}>
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
            {unit.batches.map((batch) => (
              <BatchLine
                key={batch.id}
                batch={batch}
                isBusy={mint.isPending}
                isMaking={mint.isPending && mint.variables.batch.id === batch.id}
                mint={(spare) => mint.mutate({ batch, spare })}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Note tone="warn">
        {text.warn}
        {unit.batches.some(({ minted }) => minted > 0) && <b>{text.againWarn}</b>}
      </Note>
      {mint.isSuccess && <Note tone="ok">{text.done(mint.data.name)}</Note>}
      <RefusalNote error={mint.error} />
      <div className="acts">
        <button type="button" className="btn" data-first onClick={close}>
          {common.close}
        </button>
      </div>
    </Dialog>
  );
}

interface BatchLineProps {
  readonly batch: BatchRow;
  readonly isBusy: boolean;
  readonly isMaking: boolean;
  readonly mint: (spare: number) => void;
}

function BatchLine({ batch, isBusy, isMaking, mint }: BatchLineProps): ReactElement {
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
        <button
          type="button"
          className="btn small"
          aria-label={text.actOn(act, batch.name)}
          disabled={isBusy || !isWhole}
          onClick={() => mint(count)}
        >
          {isMaking ? text.busy : act}
        </button>
      </td>
    </tr>
  );
}
