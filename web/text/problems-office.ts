import type { DefinitionFault, ImportFault } from "../../server/core/problem.ts";
import type { PollState } from "../../server/core/round/round.ts";
import type { ProblemTexts } from "./problem-texts.ts";
import { fileFault, reasonText } from "./cli-help.ts";
import { codeAdvice, codeFault } from "./one-time-code.ts";
import { words } from "./words.ts";

const SHOWN = 5;

/** "单位 第 3 行「类型」：…（现在是“…”）" */
export function importFaultLine(fault: ImportFault): string {
  const sheet = fault.sheet ? `${fault.sheet} ` : "";
  const row = fault.row === null ? "" : `第 ${fault.row} 行`;
  const column = fault.column === null ? "" : `「${fault.column}」`;
  const found = fault.found === "" ? "" : `（现在是“${fault.found}”）`;
  const where = (sheet + row + column).trim();
  return `${where === "" ? "" : `${where}：`}${fault.sentence}${found}`;
}

/** "第 12 行第 5 列 $.survey.pages[0]…：…" */
export function definitionFaultLine({ path, sentence, line, column }: DefinitionFault): string {
  const place = line === undefined ? "" : `第 ${line} 行第 ${column} 列`;
  const where = [place, path].filter(Boolean).join(" ");
  return where === "" ? sentence : `${where}：${sentence}`;
}

export function listed(lines: readonly string[]): string {
  const rest = lines.length - SHOWN;
  return `${lines.slice(0, SHOWN).join("；")}${rest > 0 ? `；另有 ${rest} 处` : ""}。`;
}

const states = (wanted: readonly PollState[]): string =>
  [...new Set(wanted.map((state) => `“${words.state[state]}”`))].join("或");

/** Refusals that the office, a group or the keeper of the data folder may meet. */
export const officeProblems = {
  "poll.wrong-state": ({ state, wanted }) => ({
    title: "现在不能这样做",
    reason: `现在的状态是“${words.state[state]}”，这一步要在${states(wanted)}时做。`,
    action: "请刷新页面，看清现在的状态。",
  }),
  "poll.too-few-eligible": ({ eligible, floor }) => ({
    title: "人数太少，不能单独开放",
    reason: `应参加 ${eligible} 人，不足 ${floor} 人，单独公布会让人猜出是谁。`,
    action: "请在开放前与相邻单位合并测评。",
  }),
  "poll.no-address": () => ({
    title: "还没有设置网址",
    reason: "领码纸上的二维码要印网址，现在还不知道是哪一个。",
    action: "请设置 PLUMBLINE_URL（如 http://192.168.1.10:8080），重新启动后再来。",
  }),
  "ticket.bag-full": ({ limit }) => ({
    title: "这一类的票够了",
    reason: `这一类最多 ${limit} 张票（应参加人数加备用票），已经发到这个数，不能再从别的类别换进来。`,
    action: "请用这一类的备用票；原来那张没有作废。",
  }),
  "poll.keys-missing": () => ({
    title: "这份数据里没有密钥",
    reason: "这是不带私钥的备份，没有封存的测评在这里不能接着做。",
    action: "请回到原来的数据文件夹；原来的确实没有了，请作废这一次，重新测评。",
  }),
  "poll.rehearsal": () => ({
    title: "这是试填",
    reason: "试填不能封存、作废、登记，只能清除。",
    action: "演练完请清除试填，再正式封存设置。",
  }),
  "poll.no-rehearsal": () => ({
    title: "没有清除",
    reason: "这不是试填。正式测评的内容不能清除。",
    action: "请核对后再选一次。",
  }),
  "poll.results-while-open": () => ({
    title: "还没有封存",
    reason: "封存前任何人都看不到结果，包括您。",
    action: "请等封存以后再来。",
  }),
  "poll.invalid": () => ({
    title: "本次测评已宣布无效",
    reason: "宣布无效以后，不再提供它的结果、材料和回执；已经看过、打印过的收不回来。",
    action: "为什么无效，见操作记录。需要重新测评的，请另开一次。",
  }),
  "definition.invalid": ({ faults }) => ({
    title: `表单有 ${faults.length} 处要改，没有载入`,
    reason: listed(faults.map(definitionFaultLine)),
    action: "请按上面的位置改好，再检查一次。",
  }),
  "definition.unknown": ({ id }) => ({
    title: "没有找到这份表单或评估办法",
    reason: `名称是“${id}”。`,
    action: "请核对名称，或在表单库里找一找。",
  }),
  "definition.taken": ({ id, version }) => ({
    title: "这个版本已经有了",
    reason: `“${id}”的版本 ${version} 已在表单库里；版本保存以后不再改动，可能有人刚刚先存了一版。`,
    action: "请换一个版本号再保存；您的修改还在这一页上。",
  }),
  "scheme.invalid": ({ faults }) => ({
    title: `评估办法有 ${faults.length} 处要改，没有载入`,
    reason: listed(faults.map(definitionFaultLine)),
    action: "请按上面的位置改好，再检查一次。",
  }),
  "inputs.invalid": ({ faults }) => ({
    title: `计分数据有 ${faults.length} 处要改，没有计分`,
    reason: listed(faults.map(definitionFaultLine)),
    action: "请按上面的位置改好，再算一次。",
  }),
  "roster.invalid": ({ faults }) => ({
    title: `名册有 ${faults.length} 处要改，全部未导入`,
    reason: listed(faults.map(importFaultLine)),
    action: "请在表格里改好，再导入一次；原来的内容没有变。",
  }),
  "register.invalid": ({ faults }) => ({
    title: `台账有 ${faults.length} 处要改，全部未导入`,
    reason: listed(faults.map(importFaultLine)),
    action: "请在表格里改好，再导入一次；原来的台账没有变。",
  }),
  "import.unreadable": ({ reason }) => ({
    title: "文件读不了，全部未导入",
    reason: `${reason}。`,
    action: "请换一个文件再导入；原来的内容没有变。",
  }),
  "round.unknown": () => ({
    title: "没有找到这个轮次",
    reason: "名称可能不对，或它不在这台电脑上。",
    action: "请回到轮次列表再选一次。",
  }),
  "round.frozen": () => ({
    title: "已冻结，不能再改",
    reason: "表单、权重、票种、显示规则都已冻结。",
    action: "需要改的，请作废本次、说明理由、重新开放。",
  }),
  "round.archived": () => ({
    title: "这一轮已经归档",
    reason: "归档以后，等次不能重新打开，测评不能宣布无效，也不能重新测评。",
    action: "需要看结果和材料的，照常打开、下载。",
  }),
  "round.not-archived": () => ({
    title: "这一轮还没有归档",
    reason: "试算和归档包只用在已经归档的轮次上：还没有定的等次不受影响，卷里的也不再变。",
    action: "请先在“等次”里归档这一轮。",
  }),
  "round.not-archivable": ({ reason, units }) => ({
    title: "还不能归档",
    reason:
      reason === "polls"
        ? `还有单位没有封存：${units.join("、")}。`
        : `还有单位的等次没有冻结：${units.join("、")}。`,
    action: reason === "polls" ? "请先封存或者作废这些单位的测评。" : "请先审定并冻结这些单位的等次。",
  }),
  "round.rehearsing": ({ rehearsals }) => ({
    title: "还有试填没有清除",
    reason: `这一轮还有 ${rehearsals} 个单位在试填。`,
    action: "请先清除试填，再做这一步。",
  }),
  "round.open-link": ({ reason, of }) =>
    reason === "inside"
      ? {
          title: "不能用开放二维码",
          reason: `类别 ${of.join("、")} 是本单位人员。开放二维码不核对身份，只能给外部人员用。`,
          action: "请让本单位人员用测评码，再保存。",
        }
      : {
          title: "不能只用开放二维码",
          reason: "有一份计分的表只由开放二维码填写。开放二维码收回的不计入得分。",
          action: "请给这份表加上用测评码的类别，或换一个评估办法。",
        },
  "round.setting-missing": ({ forms }) => ({
    title: "“反馈日期”还没有填",
    reason: `${forms.map((title) => `《${title}》`).join("、")}里要写反馈日期，这一轮的“反馈日期”还是空的。`,
    action: "请在“轮次设置”里填好“反馈日期”，再封存或试填。",
  }),
  "paper.unknown": () => ({
    title: "没有找到这一叠",
    reason: "这一叠可能已经并入票箱，或者已经放弃。",
    action: "请回到“现场办理”页看一看。",
  }),
  "paper.taken": () => ({
    title: "这一叠已经有两个人在录",
    reason: "每一叠由两个人分别录入。",
    action: "请录别的一叠。",
  }),
  "paper.left": () => ({
    title: "您退出过这一叠",
    reason: "看过对照再退出的人，不再录同一叠。",
    action: "请由没有录过这一叠的同志来录。",
  }),
  "paper.compared-out": () => ({
    title: "不能再改",
    reason: "已经对照了三次，两人录入还是不一致。",
    action: "请其中一位退出，由没有录过的同志从头录；或者由两人放弃这一叠，重新录。",
  }),
  "paper.keyed-more": ({ keyed }) => ({
    title: "张数没有改",
    reason: `已经有人录了 ${keyed} 张，比这个数多。`,
    action: "请先去掉多录的张，再改张数。",
  }),
  "paper.two-people": () => ({
    title: "放弃这一叠要两个人",
    reason: "两个人都录完过这一叠。",
    action: "请填两个人的密码和理由。",
  }),
  "paper.not-agreed": ({ differences }) => ({
    title: "还不能并入",
    reason:
      differences > 0
        ? `两人录入还有 ${differences} 处不一致。`
        : "两个人还没有都录完，或者签字的不是录入的两个人。",
    action: "请两人对照原表，各自改好，再由两人签字。",
  }),
  "paper.unfinished": ({ stacks }) => ({
    title: "还有纸质表没有并入",
    reason: `还有 ${stacks} 叠纸质表在录入。封存以后不能再并入。`,
    action: "请先录完并入，或者放弃这几叠，再封存。",
  }),
  "unit.unknown": () => ({
    title: "没有找到这个单位或票种",
    reason: "名称可能不对，或不在您能看到的范围内。",
    action: "请回到单位列表再选一次。",
  }),
  "scoring.unknown-option": ({ options }) => ({
    title: "没有计分",
    reason: `下列选项没有分值：${options.join("、")}。`,
    action: "请在表单的量表里给每个选项定分值。",
  }),
  "scoring.unknown-category": ({ categories }) => ({
    title: "没有计分",
    reason: `名册里没有这些票种：${categories.join("、")}。`,
    action: "请核对票种名称。",
  }),
  "scoring.input": ({ reason }) => ({
    title: "没有计分",
    reason: `录入的内容用不了：${reason}。`,
    action: "请核对后再算一次；原来的内容没有变。",
  }),
  "account.refused": ({ waitSeconds }) => ({
    title: "没有登录",
    reason: "用户名或密码不对。",
    action: waitSeconds > 0 ? `请核对后，${waitSeconds} 秒后再试。` : "请核对后再试。",
  }),
  "account.own-password": ({ waitSeconds }) => ({
    title: "没有执行",
    reason: "您自己的密码不对，这一步要再输一遍。",
    action: waitSeconds > 0 ? `请核对后，${waitSeconds} 秒后再试。` : "请核对后再试。",
  }),
  "account.code-refused": (facts) => ({
    title: "动态口令没有通过",
    reason: codeFault(facts),
    action: codeAdvice(facts),
  }),
  "account.own-code": (facts) => ({
    title: "没有执行",
    reason: codeFault(facts, "您自己的"),
    action: codeAdvice(facts),
  }),
  "account.enrolment": ({ state }) => ({
    title: "没有办理",
    reason: {
      off: "这里没有启用动态口令。",
      none: "这个账号现在没有绑定动态口令。",
      done: "这个账号已经绑定了动态口令。",
    }[state],
    action: "请刷新页面再看一次。换手机的，由两位同志重置后重新绑定。",
  }),
  "account.signed-out": () => ({
    title: "请重新登录",
    reason: "登录已过期或已退出，刚才这一步没有执行。",
    action: "登录后再做一次。",
  }),
  "account.not-allowed": () => ({
    title: "这一步不在您的权限内",
    reason: "刚才这一步没有执行。",
    action: "请由有权限的同志办理。",
  }),
  "account.sign-in-again": () => ({
    title: "结果要另行登录后再看",
    reason: "您这次登录以后有单位封存了票箱，旁边可能还有人在看屏幕，所以这次登录看不到结果。",
    action: "请在别人看不到屏幕的地方退出登录，再登录一次。",
  }),
  "account.same-person": () => ({
    title: "须由另一位同志确认",
    reason: "这一步要两个人办理，两次不能是同一人。",
    action: "请另一位同志输入自己的用户名和密码。",
  }),
  "account.taken": () => ({
    title: "没有新建",
    reason: "已经有这个名字的账号。",
    action: "请换一个名字，或给原来的账号重置密码。",
  }),
  "account.unknown": () => ({
    title: "没有找到这个账号",
    reason: "它可能已经改名。",
    action: "请刷新页面再选一次。",
  }),
  "profile.incomplete": ({ roles }) => ({
    title: "没有切换",
    reason: `切换之后没有人能办：${roles.map((role) => words.role[role]).join("、")}。`,
    action: roles.includes("office")
      ? "请先有两个巡察办账号，并且都改过初始密码。"
      : "请先建好这几个账号，本人登录并改过初始密码，再切换。",
  }),
  "file.unusable": ({ file, reason }) => ({
    title: "文件用不了",
    reason: `${file}：${fileFault(reason)}。`,
    action: "请核对后再试。",
  }),
  usage: ({ reason }) => ({
    title: "命令没有看懂",
    reason: `${reasonText(reason)}。`,
    action: "加 --help 可以看用法。",
  }),
} satisfies Partial<ProblemTexts>;
