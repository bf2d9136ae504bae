/** What `plumbline forms` and `plumbline schemes` say. */
interface Line {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly isFormer: boolean;
  readonly uses: readonly { readonly title: string }[];
}

export const cliForms = {
  about: "表单库",
  json: "输出 JSON",
  list: "列出自带的和自己做的表单，每个版本一行",
  show: "显示一份表单的定义文本",
  add: "检查定义文件，存成表单库里的一个新版本",
  copy: "复制一份表单，用新的编号；可以同时复制评估办法，让办法从新表单取分",
  compare: "比较一份表单的两个版本",
  form: "表单编号",
  version: "版本；不写是最新的",
  out: "写到哪个新文件",
  file: "定义文件：表单定义，或 SurveyJS Creator 导出的 JSON",
  as: "新表单的编号",
  title: "新表单的标题",
  scheme: "评估办法的编号",
  schemeTitle: "新办法的名称",
  line: ({ id, version, title, isFormer, uses }: Line) =>
    `${id}　${version}　《${title}》${isFormer ? "　旧版，已封存的轮次保留" : ""}${uses.length === 0 ? "" : `　用在：${uses.map((use) => use.title).join("、")}`}`,
  written: (file: string) => `已写到 ${file}`,
  saved: (id: string, version: string) => `已保存：${id} 版本 ${version}`,
  copied: (id: string, version: string, scheme: string | null) =>
    `已复制：${id} 版本 ${version}；${
      scheme === null ? "没有复制评估办法，只统计，不计入得分" : `评估办法 ${scheme} 从它取分，建轮次时请选用`
    }`,
  same: "两个版本一样",
  schemes: {
    about: "评估办法",
    list: "列出自带的和复制的评估办法，以及各从哪些表单取分",
    copy: "复制评估办法，把其中几份表单换成别的",
    replace: "原来的表单编号=换成的表单编号，可以写几组",
    pair: "--replace 要写成 原编号=新编号",
    titleFor: (form: string) => `评估办法（用《${form}》）`,
    line: ({
      id,
      version,
      title,
      forms,
    }: Omit<Line, "uses" | "isFormer"> & { readonly forms: readonly string[] }) =>
      `${id}　${version}　《${title}》　表单：${forms.join("、")}`,
    copied: (id: string) => `已复制评估办法：${id}，建轮次时请选用`,
  },
} as const;
