/** Where the two have read differently, until nothing does; then both sign. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { KeyedDifference } from "../../../server/core/paper/keyed-sheet.ts";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";
import { compareText as text, deskText, stackText } from "../../text/paper-keying.ts";
import { Note, RefusalNote } from "../parts/note.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";
import { DifferencesTable } from "./differences-table.tsx";
import { paperApi } from "./paper-api.ts";
import { showStack } from "./show-stack.ts";

interface ComparisonProps {
  readonly poll: string;
  readonly answer: StackAnswer;
  readonly mend: (place: KeyedDifference) => void;
  /** Says what came into the box. */
  readonly merged: (sentence: string) => void;
}

export function Comparison({ poll, answer, mend, merged }: ComparisonProps): ReactElement {
  const { differences, isComparedOut } = answer;
  const isAgreed = answer.isCompared && differences?.length === 0;
  return (
    <section className="stack">
      <h2>{text.title}</h2>
      {isAgreed ? (
        <Signing poll={poll} stack={answer.id} merged={merged} />
      ) : (
        <>
          <Standing answer={answer} />
          {differences !== null && differences.length > 0 && (
            <DifferencesTable answer={answer} differences={differences} mend={isComparedOut ? null : mend} />
          )}
        </>
      )}
      {!answer.isDone && <Again poll={poll} stack={answer.id} />}
      {!isComparedOut && (
        <div className="acts">
          <button type="button" className="btn" onClick={() => mend({ sheet: 0, mark: 0 })}>
            {text.look}
          </button>
        </div>
      )}
    </section>
  );
}

/** One sentence: whose turn it is. */
function Standing({ answer }: Pick<ComparisonProps, "answer">): ReactElement {
  const { differences, isComparedOut, isCompared, isDone, comparisonsLeft } = answer;
  if (isComparedOut) return <Note tone="alert">{text.out}</Note>;
  if (differences === null) return <Note>{text.wait}</Note>;
  if (isCompared) return <Note tone="warn">{text.differ(differences.length, comparisonsLeft)}</Note>;
  return <Note>{isDone ? text.waitAgain : text.changed}</Note>;
}

/** Says once more that one is through. */
function Again({ poll, stack }: { readonly poll: string; readonly stack: string }): ReactElement {
  const client = useQueryClient();
  const finish = useMutation({
    mutationFn: () => paperApi.finish(poll, stack),
    onSuccess: (answer) => showStack(client, poll, answer),
  });
  return (
    <>
      <RefusalNote error={finish.error} />
      <div className="acts">
        <button
          type="button"
          className="btn primary"
          disabled={finish.isPending}
          onClick={() => finish.mutate()}
        >
          {finish.isPending ? deskText.busy : text.again}
        </button>
      </div>
    </>
  );
}

interface SigningProps extends Pick<ComparisonProps, "poll" | "merged"> {
  readonly stack: string;
}

function Signing({ poll, stack, merged }: SigningProps): ReactElement {
  const readAgain = useReadAgain();
  const [people, setPeople] = useTwoPeople();
  const sign = useMutation({
    mutationFn: () => paperApi.merge(poll, stack, people),
    onSuccess: async ({ sheets, voided, empty }) => {
      merged(stackText.merged(sheets, voided, empty));
      await readAgain();
    },
  });
  return (
    <form
      className="settings"
      onSubmit={(event) => {
        event.preventDefault();
        sign.mutate();
      }}
    >
      <Note tone="ok">{text.same}</Note>
      <TwoPeopleFields people={people} change={setPeople} />
      <TwoPeopleRefusal error={sign.error} />
      <div className="acts">
        <button type="submit" className="btn primary" disabled={sign.isPending}>
          {sign.isPending ? text.busy : text.sign}
        </button>
      </div>
    </form>
  );
}
