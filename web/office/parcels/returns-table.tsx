/** Group by group: what was given out to whom, and what is back. */
import { Fragment } from "react";
import type { ReactElement } from "react";
import type { ReturnsAnswer } from "../../../server/http/office/answers-parcels.ts";
import { parcelsText as text } from "../../text/parcels.ts";
import { localTime } from "../local-time.ts";
import { StateChip } from "../parts/state-chip.tsx";
import { parcelAddress } from "./parcels-api.ts";

type Group = ReturnsAnswer["groups"][number];

interface ReturnsTableProps {
  readonly round: string;
  readonly groups: readonly Group[];
  /** Tasks are given out here; false: the round came in one itself. */
  readonly gives: boolean;
  /** Something of a task is under way: none of the acts below is to be had. */
  readonly isBusy: boolean;
  readonly make: (group: Group) => void;
  readonly reissue: (group: Group) => void;
  readonly holder: (group: Group) => void;
  readonly authorise: (group: Group) => void;
}

export const ReturnsTable = ({ groups, ...rest }: ReturnsTableProps): ReactElement => (
  <div className="panel scroll">
    <table className="t">
      <caption className="sr">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.columns.unit}</th>
          <th scope="col">{text.columns.state}</th>
          <th scope="col">{text.columns.back}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Fragment key={group.group}>
            <GroupRow group={group} {...rest} />
            {group.units.map((unit) => (
              <tr key={unit.id}>
                <td className="wrap">{unit.name}</td>
                <td>
                  <StateChip state={unit.state} />
                </td>
                <td>{whenBack(unit)}</td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  </div>
);

function whenBack({ takenInAtUtc, handedInAtUtc }: Group["units"][number]): string {
  if (takenInAtUtc !== null) return text.back(localTime(takenInAtUtc));
  return handedInAtUtc === null ? "—" : text.handed(localTime(handedInAtUtc));
}

interface GroupActProps {
  /** As a reader of screens says it, with the group. */
  readonly name: string;
  readonly isBusy: boolean;
  readonly act: () => void;
  readonly children: string;
}

const GroupAct = ({ name, isBusy, act, children }: GroupActProps): ReactElement => (
  <button type="button" className="btn small" aria-label={name} aria-disabled={isBusy} onClick={act}>
    {children}
  </button>
);

interface GroupRowProps extends Omit<ReturnsTableProps, "groups"> {
  readonly group: Group;
}

function GroupRow({
  round,
  group,
  gives,
  isBusy,
  make,
  reissue,
  holder,
  authorise,
}: GroupRowProps): ReactElement {
  const { task } = group;
  const isDraft = group.units.some(({ state }) => state === "draft");
  const isAway = group.units.some(({ state }) => state === "away");
  return (
    <tr>
      <td className="wrap">
        <b className="unit">{group.group}</b>
      </td>
      <td className="wrap">
        {gives && (task ? text.task(task.edition, task.name, localTime(task.atUtc)) : text.noTask)}
        {task?.shared && ` ${text.shared(task.shared)}`}
      </td>
      <td className="acts-cell">
        {gives && (
          <span>
            {isDraft && (
              <GroupAct name={text.makeOn(group.group)} isBusy={isBusy} act={() => make(group)}>
                {text.make}
              </GroupAct>
            )}
            {task?.shared?.asksUs && task.isOut && (
              <GroupAct name={text.authoriseOn(group.group)} isBusy={isBusy} act={() => authorise(group)}>
                {text.authorise}
              </GroupAct>
            )}
            {task?.isOut && !task.shared?.asksUs && (
              <a
                className="btn small"
                aria-label={text.downloadOn(group.group)}
                href={parcelAddress(round, task.id)}
                download
              >
                {text.download}
              </a>
            )}
            {isAway && task && (
              <GroupAct name={text.holderOn(group.group)} isBusy={isBusy} act={() => holder(group)}>
                {text.holder}
              </GroupAct>
            )}
            {isAway && !task?.shared?.asksUs && (
              <GroupAct name={text.reissueOn(group.group)} isBusy={isBusy} act={() => reissue(group)}>
                {text.reissue}
              </GroupAct>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}
