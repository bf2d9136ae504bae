import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import { Link, useLocation } from "wouter";
import type { UnitRow } from "../../../server/http/office/answers.ts";
import type { StacksAnswer } from "../../../server/http/office/answers-records.ts";
import { paperText as text, stackText } from "../../text/paper-keying.ts";
import { addresses } from "../addresses.ts";
import { RefusalNote } from "../parts/note.tsx";
import { paperApi, stacksKey } from "./paper-api.ts";
import { showStack } from "./show-stack.ts";
import { GiveUpDialog } from "./stack-dialogs.tsx";

type StackLine = StacksAnswer[number];

interface StacksTableProps {
  readonly round: string;
  readonly unit: UnitRow;
  readonly poll: string;
  readonly stacks: StacksAnswer;
}

/** Stacks that are neither in the box nor given up. */
export function StacksTable({ round, unit, poll, stacks }: StacksTableProps): ReactElement {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [givingUp, setGivingUp] = useState<StackLine | null>(null);
  const join = useMutation({
    mutationFn: (stack: string) => paperApi.join(poll, stack),
    onSuccess: async (answer) => {
      await showStack(client, poll, answer);
      navigate(addresses.stack(round, unit.id, answer.id));
    },
    // Somebody else was quicker, or the stack is gone: the list says so.
    onError: () => client.invalidateQueries({ queryKey: stacksKey(poll) }),
  });
  return (
    <>
      <RefusalNote error={join.error} />
      <div className="panel scroll stacks">
        <table className="t">
          <caption className="sr">{text.list}</caption>
          <thead>
            <tr>
              <th scope="col">{text.columns.what}</th>
              <th scope="col" className="num">
                {text.columns.sheets}
              </th>
              <th scope="col">{text.columns.people}</th>
              <th scope="col">{text.columns.act}</th>
            </tr>
          </thead>
          <tbody>
            {stacks.map((line) => {
              const pair = pairOf(unit, line);
              const { id, sheets, isOwn, isSigned, keyers } = line;
              return (
                <tr key={id}>
                  <td className="wrap">{pair}</td>
                  <td className="num">{sheets}</td>
                  <td>{peopleOf(line)}</td>
                  <td>
                    {!isSigned && (
                      <div className="acts">
                        {isOwn ? (
                          <Link
                            className="btn"
                            href={addresses.stack(round, unit.id, id)}
                            aria-label={text.on(text.goOn, pair)}
                          >
                            {text.goOn}
                          </Link>
                        ) : (
                          keyers < 2 && (
                            <button
                              type="button"
                              className="btn"
                              aria-label={text.on(keyers === 0 ? text.joinFirst : text.join, pair)}
                              disabled={join.isPending}
                              onClick={() => join.mutate(id)}
                            >
                              {keyers === 0 ? text.joinFirst : text.join}
                            </button>
                          )
                        )}
                        <button
                          type="button"
                          className="btn quiet"
                          aria-label={text.on(stackText.giveUp, pair)}
                          onClick={() => setGivingUp(line)}
                        >
                          {stackText.giveUp}
                        </button>
                      </div>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {givingUp !== null && (
        <GiveUpDialog
          poll={poll}
          stack={givingUp}
          close={() => setGivingUp(null)}
          done={() => {
            setGivingUp(null);
            void client.invalidateQueries({ queryKey: stacksKey(poll) });
          }}
        />
      )}
    </>
  );
}

function pairOf({ batches, forms }: UnitRow, { batch, instrument }: StackLine): string {
  const bag = batches.find(({ id }) => id === batch)?.name ?? batch;
  const form = forms.find((one) => one.instrument === instrument)?.shortTitle ?? instrument;
  return text.pair(bag, form);
}

function peopleOf({ isSigned, isOwn, keyers }: StackLine): string {
  if (isSigned) return text.people.signed;
  const count = [text.people.none, text.people.one, text.people.two][keyers] ?? text.people.two;
  return isOwn ? `${text.people.own}（${count}）` : count;
}
