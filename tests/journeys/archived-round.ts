import { startClosedRound } from "./closed-round.ts";
import { decideGrade } from "./decide-grade.ts";
import { OfficeClient } from "./office-client.ts";
import type { TestServer } from "./start-server.ts";

export interface ArchivedRound {
  readonly server: TestServer;
  /** Two people of the office, both signed in, and one of the group. */
  readonly office: OfficeClient;
  readonly second: OfficeClient;
  readonly group: OfficeClient;
  /** Freezes all grades and archives the round, over HTTP. */
  archive(): Promise<void>;
}

/** A round whose polls are closed; `archive` brings it to its end. */
export async function startArchivedRound(
  options: Parameters<typeof startClosedRound>[0] = {},
): Promise<ArchivedRound> {
  const server = await startClosedRound(options);
  const office = await OfficeClient.signIn(server, "承办人");
  const second = await OfficeClient.signIn(server, "审核人");
  const group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
  const round = `/rounds/${server.round}`;
  return {
    server,
    office,
    second,
    group,
    async archive() {
      for (const unit of server.polls.keys()) await decideGrade(server, unit, { group, office, second });
      for (const step of ["freeze", "archive"])
        await office.send("POST", `${round}/${step}`, office.withSecond(second));
    },
  };
}
