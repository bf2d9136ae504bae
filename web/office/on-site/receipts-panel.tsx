import type { ReactElement } from "react";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { receiptsText as text } from "../../text/on-site.ts";
import { receipt } from "../../text/receipt.ts";

/** The way to the public list of a closed poll: to be printed and hung up where there is no Internet. */
interface ReceiptsPanelProps {
  readonly round: Pick<RoundAnswer, "setUp" | "listPlace">;
  readonly poll: string;
}

export function ReceiptsPanel({ round, poll }: ReceiptsPanelProps): ReactElement {
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      {round.setUp === "onsite" && <p>{text.hang(round.listPlace || receipt.usualPlace)}</p>}
      <a className="btn" href={`/receipts/${poll}`} target="_blank" rel="noreferrer">
        {text.open}
      </a>
    </section>
  );
}
