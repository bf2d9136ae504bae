/** 归档包 of an archived round: state, digest, where they lie; how long it is kept; what became of it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactElement } from "react";
import type { VolumeAnswer, VolumesAnswer } from "../../../server/http/office/answers-volumes.ts";
import { inFours } from "../../../server/core/ticket/crockford.ts";
import type { RoundAnswer } from "../../../server/http/office/answers.ts";
import { volumes as text } from "../../text/console-volumes.ts";
import { localTime } from "../local-time.ts";
import { useLongWork } from "../making/use-long-work.ts";
import { WorkLine } from "../making/work-line.tsx";
import { RefusalNote } from "../parts/note.tsx";
import { TwoPeopleRefusal } from "../parts/two-people.tsx";
import { TwoPeopleDialog } from "../parts/two-people-dialog.tsx";
import { DestroyDialog } from "./destroy-dialog.tsx";
import { DestructionPanel } from "./destruction-panel.tsx";
import { KeepingForm } from "./keeping-form.tsx";
import { useVolumes, volumesApi, volumesKey } from "./volumes-api.ts";

type Asked = "make" | "destroy" | null;

export function VolumesPanel({ round }: { readonly round: RoundAnswer }): ReactElement {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked>(null);
  const read = useVolumes(round.id);
  const destroying = useLongWork("destroy", round.id);
  const destroy = (): void => {
    if (destroying.isPending) return;
    destroying.forget();
    setAsked("destroy");
  };
  const stop = useMutation({
    mutationFn: () => volumesApi.stop(round.id),
    onSettled: () => client.invalidateQueries({ queryKey: volumesKey(round.id) }),
  });
  const answer = read.data;
  if (answer?.destruction) return <DestructionPanel round={round.id} destruction={answer.destruction} />;
  return (
    <section className="panel holds-table">
      <header>
        <h2>{text.title}</h2>
        <button
          type="button"
          className="btn small"
          disabled={!answer || answer.running !== null}
          onClick={() => setAsked("make")}
        >
          {text.make}
        </button>
      </header>
      <p className="in sub">{text.lead}</p>
      <RefusalNote error={read.error ?? stop.error} />
      {answer && <Volumes answer={answer} stop={() => stop.mutate()} />}
      {answer && (
        <KeepingForm
          round={round.id}
          keeping={answer.keeping}
          isDestroying={destroying.isPending}
          destroy={destroy}
        />
      )}
      {asked !== "destroy" && (
        <div className={destroying.isPending || destroying.error ? "in" : ""}>
          {destroying.isPending && <WorkLine says={text.destroy.working} />}
          <TwoPeopleRefusal error={destroying.error} />
        </div>
      )}
      {asked === "make" && (
        <TwoPeopleDialog
          question={text.makeQuestion}
          words={text}
          send={async (people) => {
            client.setQueryData(volumesKey(round.id), await volumesApi.make(round.id, people));
          }}
          close={() => setAsked(null)}
        >
          <p>{text.makeBody}</p>
        </TwoPeopleDialog>
      )}
      {asked === "destroy" && <DestroyDialog round={round} close={() => setAsked(null)} />}
    </section>
  );
}

function Volumes({
  answer,
  stop,
}: {
  readonly answer: VolumesAnswer;
  readonly stop: () => void;
}): ReactElement {
  const { volumes, running, failed, fingerprint } = answer;
  return (
    <>
      <div className={running || failed || volumes.length === 0 ? "in" : ""} aria-live="polite">
        {running && (
          <p className="making">
            <progress
              aria-label={text.runningLabel}
              max={Math.max(running.of, 1)}
              {...(running.of > 0 && { value: running.done })}
            />
            {text.running(running.by, running.done, running.of)}
            <button type="button" className="btn small" onClick={stop}>
              {text.stop}
            </button>
          </p>
        )}
        {!running && failed && <p className="fault">{text.failed[failed]}</p>}
        {!running && volumes.length === 0 && <p className="sub">{text.none}</p>}
      </div>
      {volumes.length > 0 && (
        <table className="t volumes">
          <caption className="sr">{text.title}</caption>
          <thead>
            <tr>
              <th scope="col">{text.columns.made}</th>
              <th scope="col">{text.columns.place}</th>
              <th scope="col">{text.columns.digest}</th>
            </tr>
          </thead>
          <tbody>
            {volumes.toReversed().map((one) => (
              <VolumeLine key={one.digest} volume={one} />
            ))}
          </tbody>
        </table>
      )}
      {volumes.length > 0 && <p className="in sub">{text.copy(fingerprint)}</p>}
    </>
  );
}

const VolumeLine = ({ volume }: { readonly volume: VolumeAnswer }): ReactElement => (
  <tr>
    <th scope="row">
      {text.made(localTime(volume.madeAtUtc), volume.by)}
      <span className="sub">{text.size(volume.files)}</span>
    </th>
    <td>
      <span className="path">{volume.place}</span>
      {!volume.isHere && <span className="sub">{text.gone}</span>}
    </td>
    <td className="digest">{inFours(volume.digest)}</td>
  </tr>
);
