/** What of SurveyJS is refused, with the reason that a person is told. Whatever is in no list at all is refused too. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Why a type is refused, where there is more to say than that it is not supported. */
export const REFUSED_TYPES: ReadonlyMap<string, string> = new Map([
  ["file", "不记名填写不能上传文件"],
  ["signaturepad", "手写签名会认出填写人"],
  ["image", "图片会从别处载入"],
  ["imagepicker", "图片会从别处载入，请改用文字选项的单选题或多选题"],
  ["imagemap", "图片会从别处载入"],
]);

/** Reason → properties. Where a type takes one of them, that counts; elsewhere it would change what is asked or taken. */
const REFUSED: readonly (readonly [string, string])[] = [
  ["选项不能从网址载入", "choicesByUrl choicesLazyLoadEnabled"],
  ["填完后不能跳转到网址", "navigateToUrl navigateToUrlOnCondition"],
  ["不能在手机上留下标记", "cookieName"],
  ["答卷不能发往别处", "surveyPostId"],
  ["表单不能从别处载入", "surveyId"],
  ["图片会从别处载入", "logo backgroundImage imageLink showBrandInfo"],
  ["不支持触发器", "triggers"],
  ["不能中途发送答卷", "partialSendEnabled sendResultOnPageNext"],
  ["手机上不能设为只读或按条件停用", "readOnly enableIf choicesEnableIf"],
  ["答案不能由算式填写或清除", "setValueExpression setValueIf resetValueIf defaultValueExpression bindings"],
  ["最大值、最小值要写成数", "minValueExpression maxValueExpression"],
  [
    "不能预先填好答案",
    `defaultValue defaultRowValue defaultPanelValue defaultValueFromLastRow defaultValueFromLastPanel
      copyDefaultValueFromLastEntry`,
  ],
  ["答案只能用题目自己的名称存放", "valueName valuePropertyName storeOthersAsComment clearIfInvisible"],
  ["选项不能从别的题目带过来", "choicesFromQuestion choiceTextsFromQuestion choiceValuesFromQuestion"],
  ["不能让填写人自己加选项", "allowCustomChoices"],
  [
    "这里不支持显示条件",
    "visible visibleIf requiredIf choicesVisibleIf columnsVisibleIf rowsVisibleIf templateVisibleIf",
  ],
  [
    "这里不支持附加选项和说明栏",
    `showOtherItem hasOther showNoneItem hasNone showRefuseItem showDontKnowItem
    showCommentArea hasComment`,
  ],
  ["选项里、表格的行里不能再有题目", "elements questions detailElements detailPanelMode"],
  ["不支持格子里另写的文字", "cells"],
  ["不支持输入格式", "maskType maskSettings"],
  ["这里不支持验证规则", "validators"],
];

export const REFUSED_PROPERTIES: ReadonlyMap<string, string> = new Map(
  REFUSED.flatMap(([reason, names]) => words(names).map((name) => [name, reason] as const)),
);
