export declare const LIBRARIES_APART: RegExp;
