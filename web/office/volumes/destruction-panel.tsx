import type { ReactElement, ReactNode } from "react";
import { inFours } from "../../../server/core/ticket/crockford.ts";
import type { DestructionAnswer } from "../../../server/http/office/answers-volumes.ts";
import { volumes } from "../../text/console-volumes.ts";
import { destructionAddress } from "./volumes-api.ts";
import { localTime } from "../local-time.ts";

const text = volumes.record;

interface DestructionPanelProps {
  readonly round: string;
  readonly destruction: DestructionAnswer;
}

/** 销毁记录: what stays of a round whose closed files were destroyed by rule. */
export function DestructionPanel({ round, destruction }: DestructionPanelProps): ReactElement {
  const { atUtc, by, second, reason, keepDays, digest, files, backups, isDone } = destruction;
  return (
    <section className="panel holds-table">
      <header>
        <h2>{text.title}</h2>
        <span className="sub">{text.by(localTime(atUtc), by, second)}</span>
      </header>
      <table className="t volumes">
        <caption className="sr">{text.title}</caption>
        <tbody>
          <Line name={text.reason}>
            {reason}
            <span className="sub">{text.kept(keepDays)}</span>
          </Line>
          {files.map((file) => (
            <Line key={file.digest} name={`${text.files}　${file.unit}`}>
              <span className="digest">{inFours(file.digest)}</span>
            </Line>
          ))}
          {destruction.volumes.map((volume) => (
            <Line key={volume.digest} name={text.volumes}>
              <span className="path">{volume.place}</span>
              <span className="sub">{volume.isDestroyed ? text.volumeGone : text.volumeElsewhere}</span>
              <span className="digest">{inFours(volume.digest)}</span>
            </Line>
          ))}
          <Line name={text.backups}>
            {backups.length === 0 ? text.noBackups : backups.join("、")}
            {backups.length > 0 && <span className="sub">{text.elsewhere}</span>}
          </Line>
          <Line name={text.digest}>
            <span className="digest">{inFours(digest)}</span>
          </Line>
        </tbody>
      </table>
      <div className="in acts">
        {(["pdf", "docx"] as const).map((format) => (
          <a key={format} className="btn small" href={destructionAddress(round, format)} download>
            {text.download(format)}
          </a>
        ))}
      </div>
      {!isDone && <p className="in fault">{text.pending}</p>}
    </section>
  );
}

const Line = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement => (
  <tr>
    <th scope="row">{name}</th>
    <td>{children}</td>
  </tr>
);
