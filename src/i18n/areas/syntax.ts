// Syntax errors, by the codes of Babel's parser.

import type { Words } from "./words.ts";

export const zhCN = {
  quoted: "语法错误，原文是“{{original}}”",
  UnexpectedToken: "这里出现意外的内容，或它前面缺少内容",
  VarRedeclaration: "这个名字已经声明过",
  UnterminatedString: "字符串没有结束",
  UnterminatedTemplate: "模板字符串没有结束",
  UnterminatedComment: "注释没有结束",
  UnterminatedRegExp: "正则表达式没有结束",
  UnexpectedReservedWord: "这是保留字，不能用在这里",
  MissingSemicolon: "缺少分号或换行",
  InvalidLhs: "不能给它赋值",
  IllegalReturn: "return 只能写在函数里",
  IllegalBreakContinue: "break 或 continue 只能写在循环里",
  DuplicateExport: "这个名字导出了两次",
  ModuleExportUndefined: "导出了一个没有声明的名字",
  InvalidEscapeSequence: "转义序列不正确",
  BadGetterArity: "getter 不能有参数",
  ParamDupe: "两个参数同名",
  InvalidOrUnexpectedToken: "这里有无效的字符，例如中文的引号、分号或括号",
  UnexpectedKeyword: "这是关键字，不能用在这里",
  DeclarationMissingInitializer: "const 声明时必须赋值",
};

export const en: Words<typeof zhCN> = {
  quoted: "{{original}}",
  UnexpectedToken: "unexpected code here, or something is missing before it",
  VarRedeclaration: "this name has already been declared",
  UnterminatedString: "a string is not closed",
  UnterminatedTemplate: "a template string is not closed",
  UnterminatedComment: "a comment is not closed",
  UnterminatedRegExp: "a regular expression is not closed",
  UnexpectedReservedWord: "this word is reserved and cannot be used here",
  MissingSemicolon: "a semicolon or a line break is missing",
  InvalidLhs: "this cannot be assigned to",
  IllegalReturn: "return outside of a function",
  IllegalBreakContinue: "break or continue outside of a loop",
  DuplicateExport: "this name is exported twice",
  ModuleExportUndefined: "an exported name is not declared",
  InvalidEscapeSequence: "this is not a valid escape sequence",
  BadGetterArity: "a getter takes no parameters",
  ParamDupe: "two parameters have the same name",
  InvalidOrUnexpectedToken:
    "this character is not valid here; is it a full-width quotation mark, semicolon or bracket?",
  UnexpectedKeyword: "this is a keyword and cannot be used here",
  DeclarationMissingInitializer: "a const needs a value where it is declared",
};
