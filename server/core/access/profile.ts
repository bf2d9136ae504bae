/** How an installation divides its duties; two people switch it, on record. Off is as installed. */
export interface AccessProfile {
  /** 三员: accounts are kept by 系统管理员 and 安全保密员 together, the record is read by 安全审计员 alone. */
  readonly hasKeepers: boolean;
  /** 动态口令: signing in and acts of two people take a code of the person's phone beside the password. */
  readonly hasCodes: boolean;
}
