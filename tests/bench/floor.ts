/** The requests of one person, noted once and made again to the server that does only what cannot be left out. */
import { floorPath, type FloorWork } from "./floor-server.ts";
import type { PhoneRequest } from "../../server/core/ticket/phone-port.ts";
import { answerAsPerson, takePhone } from "./person.ts";
import type { Ready } from "./respondent-server.ts";

interface Step {
  readonly path: string;
  readonly request: PhoneRequest;
}

/** Steps that are asked for at once, one group after the other. */
export type NotedPerson = readonly (readonly Step[])[];

/** Lets one person answer, and notes each request with the number of bytes that answered it. */
export async function notePerson(
  { port, ...files }: Pick<Ready, "port" | "landingFiles" | "laterFiles">,
  seals: boolean,
  url: string,
): Promise<NotedPerson> {
  const groups = new Map<number, Step[]>();
  let [answered, redeems] = [0, 0];
  const workOf = (path: string): FloorWork => {
    if (path === "/api/redeem") return (redeems += 1) === 1 ? "look" : "redeem";
    if (path === "/api/ballots/check") return "check";
    return path === "/api/ballots" ? "cast" : "bytes";
  };
  const phone = takePhone(port, seals, (path, request) => {
    const group = groups.get(answered) ?? [];
    groups.set(answered, group);
    const work = workOf(path);
    return (bytes) => {
      answered += 1;
      group.push({ path: floorPath(bytes, work, seals), request });
    };
  });
  await answerAsPerson(phone, url, files).finally(() => phone.hangUp());
  return [...groups.values()];
}

/** The same requests once more, on connections of their own. */
export async function repeatPerson(floorPort: number, noted: NotedPerson): Promise<void> {
  const phone = takePhone(floorPort, false);
  try {
    for (const group of noted) {
      await Promise.all(
        group.map(async ({ path, request }) => {
          const { status } = await phone.fetch(path, request);
          if (status !== 200) throw new Error(`${status}`);
        }),
      );
    }
  } finally {
    phone.hangUp();
  }
}
