import { findingLine, kindNames, parcelFault } from "./parcels.ts";
import { listed } from "./problems-office.ts";
import type { ProblemTexts } from "./problem-texts.ts";

/** Refusals about other installations and the parcels that pass between them. */
export const parcelProblems = {
  "installation.fingerprint": () => ({
    title: "这不是一台电脑的指纹",
    reason: "指纹是 20 个字母和数字，分 5 组，每组 4 个。",
    action: "请对照另一台电脑上的指纹再输一遍。",
  }),
  "installation.own": () => ({
    title: "这是本机的指纹",
    reason: "要信任的是另一台电脑。",
    action: "请在另一台电脑的“互信电脑”页上看它的指纹。",
  }),
  "installation.known": ({ name, isRevoked }) => ({
    title: isRevoked ? "这台电脑已经取消信任" : "这台电脑已经信任过",
    reason: isRevoked ? `“${name}”取消信任以后，不能再次信任。` : `这个指纹已经在名单上，名称是“${name}”。`,
    action: isRevoked ? "请换一台电脑，或在那台电脑上重新安装，再核对新的指纹。" : "不用再信任一次。",
  }),
  "installation.unknown": () => ({
    title: "没有找到这台电脑",
    reason: "它不在互信的名单上，或者已经取消信任。",
    action: "请刷新页面再看一次。",
  }),
  "installation.not-city": ({ name }) => ({
    title: "结果包只能交给上级巡察办",
    reason: `“${name}”不是本单位认定的上级巡察办。`,
    action: "请核对要交给谁。确是上级巡察办的，由两个人在“互信电脑”里把它设为上级巡察办，再做一次。",
  }),
  "parcel.refused": ({ reason, found }) => ({
    title: "这个包没有收下",
    ...parcelFault(reason, found),
  }),
  "parcel.findings": ({ findings }) => ({
    title: `封存包有 ${findings.length} 处不对，全部没有收下`,
    reason: listed(findings.map((one) => findingLine(one).replace(/。$/, ""))),
    action: "请与做包的巡察组核对，重新做一个封存包；这里的内容没有变。",
  }),
  "definition.from-template": ({ title, issuer }) => ({
    title: "这张表由上级统一下发，不能改",
    reason: `“${title}”在“${issuer}”的模板包里。模板里的表单可以用，不能改动。`,
    action: "需要不一样的表，请“复制”成本县自己的表单，换一个编号。",
  }),
  "labels.from-template": ({ id, title, issuer }) => ({
    title: "这个标签组由上级统一下发，不能改",
    reason: `代号“${id}”是“${issuer}”模板包里的“${title}”，这张表里的同一代号写的不一样。`,
    action: "要用市里的，请从表单库里取用；要另设自己的，请给它换一个代号。",
  }),
  "template.incomplete": ({ scheme, forms }) => ({
    title: "模板包里缺表单",
    reason: `《${scheme}》要从这些表单取分，它们还没有选上：${forms.join("、")}。`,
    action: "请把这些表单一起选上，或者不选这个办法。",
  }),
  "parcel.unknown": () => ({
    title: "没有找到这个包",
    reason: "它不是这台电脑做的，或者编号不对。",
    action: "请回到“任务包与封存包”再选一次。",
  }),
  "parcel.unwritten": ({ file, kind, parcel }) => ({
    title: `${kindNames[kind]}做好了，没有写成文件`,
    reason: `${file} 写不下，或者优盘中途拔掉了。包已经记在这台电脑上，编号 ${parcel}。`,
    action: `请换一个位置再写一次：plumbline parcel again ${parcel} --out 新文件。`,
  }),
  "parcel.one-task": ({ name, group }) => ({
    title: "一台电脑一轮只收一个任务包",
    reason: `“${name}”已经发过本轮“${group}”的任务包，再发给它，它收不下。`,
    action: "请选另一台电脑；只有这一台的，在它上面另建一个数据文件夹，核对新的指纹以后再发。",
  }),
  "parcel.shared": () => ({
    title: "这项任务由对方制作，由对方重新发",
    reason: "交叉巡察的任务包由牵头的一家制作，另一家签名授权。",
    action: "请对方重新制作任务包，拿到这里导入，再签名授权一次。",
  }),
  "parcel.empty": ({ reason }) => ({
    title: "没有做成",
    reason: {
      "no-draft": "这个组没有还在准备的单位，或者人数都太少。",
      "none-away": "这一轮没有还没交回的单位。",
      "none-closed": "还没有已封存、还没交的单位。",
    }[reason],
    action: "请看清各单位现在的状态。",
  }),
  "result.not-final": ({ reason, units }) => ({
    title: "还不能做结果包",
    ...{
      polls: {
        reason: `还有单位没有封存：${units.join("、")}。`,
        action: "请先封存或者作废这些单位的测评。",
      },
      grades: {
        reason: `还有单位的等次没有审定、冻结：${units.join("、")}。`,
        action: "结果包只报审定的等次，请先审定并冻结。",
      },
      task: { reason: "这一轮来自任务包，只是一个组的部分。", action: "请由巡察办汇总以后上报。" },
      shared: {
        reason: "这一轮是交叉巡察，由另一家巡察办发起、本单位共同授权。",
        action: "请由发起的巡察办上报，同一轮只报一次。",
      },
      changed: { reason: "刚才有人改动了这一轮。", action: "请看清以后再做一次。" },
    }[reason],
  }),
  "round.fixed": ({ group }) => ({
    title: "这一轮来自任务包，不能改",
    reason: `名册、表单、评估办法和设置由巡察办定好，发给“${group}”使用。`,
    action: "需要改的，请巡察办作废以后重新发一个任务包。",
  }),
  "round.incomplete": ({ units }) => ({
    title: "还有单位没有交回，不计分",
    reason:
      units.length > 0
        ? `没有交回、没有封存的单位：${units.join("、")}。`
        : "各组全部交回以前，本轮不公布结果、不计分。",
    action: "请等各组交回封存包、在本机测评的封存；确实交不回的，由两人宣布缺报、说明理由。",
  }),
} satisfies Partial<ProblemTexts>;
