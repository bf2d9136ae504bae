/** Where the two have read differently, with one's own mark only; then both sign. */
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { KeyedDifference } from "../../../server/core/paper/keyed-sheet.ts";
import type { StackAnswer } from "../../../server/http/office/answers-records.ts";
import { compareText as text, deskText, stackText } from "../../text/paper-keying.ts";
import { Note } from "../parts/note.tsx";
import { TwoPeopleFields, TwoPeopleRefusal, useTwoPeople } from "../parts/two-people.tsx";
import { useReadAgain } from "../queries.ts";
import { itemWords, keyedWords } from "./mark-words.ts";
import { paperApi } from "./paper-api.ts";

interface ComparisonProps {
  readonly poll: string;
  readonly answer: StackAnswer;
  readonly mend: (place: KeyedDifference) => void;
  /** Says what came into the box. */
  readonly merged: (sentence: string) => void;
}

export function Comparison({ poll, answer, mend, merged }: ComparisonProps): ReactElement {
  const { differences } = answer;
  return (
    <section className="stack">
      <h2>{text.title}</h2>
      {differences === null ? (
        <Note>{text.wait}</Note>
      ) : differences.length > 0 ? (
        <>
          <Note tone="warn">{text.differ(differences.length)}</Note>
          <Differences answer={answer} differences={differences} mend={mend} />
        </>
      ) : (
        <Signing poll={poll} stack={answer.id} merged={merged} />
      )}
      <div className="acts">
        <button type="button" className="btn" onClick={() => mend({ sheet: 0, mark: 0 })}>
          {text.look}
        </button>
      </div>
    </section>
  );
}

interface DifferencesProps extends Pick<ComparisonProps, "answer" | "mend"> {
  readonly differences: readonly KeyedDifference[];
}

const Differences = ({ answer, differences, mend }: DifferencesProps): ReactElement => (
  <div className="panel scroll">
    <table className="t">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.sheet}</th>
          <th scope="col">{text.columns.item}</th>
          <th scope="col">{text.columns.own}</th>
          <th scope="col">{text.columns.act}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((place) => {
          const own = answer.keyed[place.sheet]!;
          const mark = place.mark === null ? null : answer.marks[place.mark]!;
          const item = mark ? itemWords(mark) : text.whole;
          const said = mark
            ? keyedWords(mark, own.marks[place.mark!]!)
            : own.isVoid
              ? deskText.sheetVoid
              : text.notVoid;
          return (
            <tr key={`${place.sheet}-${place.mark}`}>
              <td>{place.sheet + 1}</td>
              <td className="wrap">{item}</td>
              <td>{said}</td>
              <td>
                <button
                  type="button"
                  className="btn"
                  aria-label={text.mendOn(place.sheet + 1, item)}
                  onClick={() => mend(place)}
                >
                  {text.mend}
                </button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </div>
);

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
