import type { Command } from "commander";
import { readInstallationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import type { Parcel } from "../../core/parcel/parcel.ts";
import { readParcel } from "../../imports/read-parcel.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { authoriseTask } from "../../services/parcel/authorise-task.ts";
import { dispatchGroup } from "../../services/parcel/dispatch-group.ts";
import { handIn } from "../../services/parcel/hand-in.ts";
import { readReturns } from "../../services/parcel/read-returns.ts";
import { rebuildParcel } from "../../services/parcel/rebuild-parcel.ts";
import { takeParcel } from "../../services/parcel/take-parcel.ts";
import { parcelsText } from "../../../web/text/parcels.ts";
import { readBytesFile } from "../file-problem.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";
import { writeParcel } from "../write-parcel.ts";
import { addCountyResultCommands } from "./county-results.ts";
import { addTemplateCommands } from "./templates.ts";

/** Declaring units missing and giving a task out anew take two people, in the console. */
export function addParcelCommands(program: Command): void {
  const parcel = program
    .command("parcel")
    .description("任务包、封存包：几台电脑一起做一轮；模板包、结果包：市里和各县之间");
  addTask(parcel);
  parcel
    .command("authorise")
    .description("交叉巡察：给收下的任务包加上本机的授权签名")
    .argument("<round>")
    .requiredOption("--group <name>", "巡察组名称")
    .requiredOption("--out <file>", "写到哪个新文件")
    .option("--json", "输出 JSON")
    .action((round: string, options) =>
      withServices((deps) =>
        writeParcel(options, () => authoriseTask(deps, KEEPER, { round, group: options.group })),
      ),
    );
  addTemplateCommands(parcel);
  addCountyResultCommands(parcel);
  parcel
    .command("again")
    .description("同一个任务包、模板包、结果包再写一次（优盘满了、丢了）；封存包按同样的单位再做一个")
    .argument("<parcel>")
    .requiredOption("--out <file>", "写到哪个新文件")
    .option("--json", "输出 JSON")
    .action((id: string, options) =>
      withServices((deps) => writeParcel(options, () => writeAgain(deps, id))),
    );
  parcel
    .command("seal")
    .description("封存包：把已封存的单位交回巡察办；内有逐份答卷，专人保管")
    .argument("<round>")
    .option("--unit <id...>", "哪些单位；不写就是已封存、还没交的全部")
    .requiredOption("--out <file>", "写到哪个新文件")
    .option("--json", "输出 JSON")
    .action((round: string, options) =>
      withServices((deps) => writeParcel(options, () => handIn(deps, KEEPER, round, options.unit ?? null))),
    );
  parcel
    .command("take")
    .description("收下一个包；有一处不对就一点也不收")
    .argument("<file>")
    .option("--json", "输出 JSON")
    .action((file: string, output) =>
      withServices(async (deps) => {
        const taken = await takeParcel(deps, KEEPER, readParcel(await readBytesFile(file)));
        print(output, taken, () => parcelsText.taken(taken));
      }),
    );
  parcel
    .command("status")
    .description("一轮交回了哪些单位、缺哪些")
    .argument("<round>")
    .option("--json", "输出 JSON")
    .action((round: string, output) =>
      withServices(async (deps) => {
        const returns = await readReturns(deps, round);
        print(output, returns, () => parcelsText.lines(returns).join("\n"));
      }),
    );
}

/** @throws Problem parcel.unknown */
async function writeAgain(deps: Deps, id: string): Promise<Parcel> {
  const row = await deps.office.inTransaction(({ parcels }) => parcels.find(id));
  const isSealed = row?.kind === "sealed" && !row.isIncoming;
  return isSealed ? handIn(deps, KEEPER, row.round, row.units) : rebuildParcel(deps, id);
}

function addTask(parcel: Command): void {
  parcel
    .command("task")
    .description("任务包：冻结本轮，把一个组的单位交给另一台电脑测评")
    .argument("<round>")
    .requiredOption("--group <name>", "巡察组名称")
    .requiredOption("--to <fingerprint>", "那台电脑的指纹，须已在互信名单上")
    .option("--with <fingerprint>", "交叉巡察：另一家授权单位电脑的指纹")
    .requiredOption("--out <file>", "写到哪个新文件")
    .option("--json", "输出 JSON")
    .action((round: string, options) =>
      withServices(async (deps) => {
        const to = readInstallationFingerprint(options.to);
        const shared = options.with ? { with: readInstallationFingerprint(options.with) } : {};
        const dispatch = { round, group: options.group, to, ...shared };
        await writeParcel(options, () => dispatchGroup(deps, KEEPER, dispatch));
      }),
    );
}
