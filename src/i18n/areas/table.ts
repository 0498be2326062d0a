// Uploaded tables, for roster and gradebook: how a file was read, and the problems of its lines.

import type { Words } from "./words.ts";

export const zhCN = {
  error: {
    oldWorkbook:
      "这是旧格式的 Excel 工作簿（.xls）。请在 Excel 里选择“另存为”，格式选 .xlsx 或“CSV UTF-8”，再上传。",
    workbook: "无法读取这个 Excel 工作簿。请在 Excel 里另存为“CSV UTF-8（逗号分隔）”，再上传。",
    workbookLarge:
      "这个 Excel 工作簿解压后过大，没有读取。请只保留需要的工作表，或另存为“CSV UTF-8”再上传。",
    binary: "这个文件不是文本表格。请上传 CSV、制表符分隔的文本或 .xlsx 文件。",
    damaged:
      "文件是 UTF-8 编码，但第 {{line}} 行有损坏的字符，没有读取。请修正这一行，或重新导出。",
    empty: "没有读到任何内容。请选择文件，或把内容粘贴到下面。",
    many: "文件超过 {{count}} 行，没有读取。请分成几个文件。",
  },
  problem: {
    tooMany:
      "这一行有 {{cells}} 个单元格，表头只有 {{columns}} 列，多出的是“{{cell}}”。可能是某个单元格里有分隔符而没有加引号。请加上英文双引号，或删除分隔符。",
    split:
      "“{{before}}, {{after}}”应该是一个单元格，因为逗号没有加引号而分成了两个，后面的内容都错开了一列。请加上英文双引号。",
    quotes: "双引号不成对，从这里起无法读取。请检查这一行的双引号。",
    lineLong: "这一行太长，无法读取。前面可能有双引号没有闭合。",
    cells: "这一行的单元格超过 {{count}} 个，无法读取。",
  },
  note: {
    short_other: "{{count}} 行的单元格比表头少，缺少的按空白处理：第 {{lines}} 行。",
    long_other: "{{count}} 行末尾有多余的空单元格。请核对这些行是否错开了一列：第 {{lines}} 行。",
    andMore: "{{lines}}……",
  },
  source: {
    title: "文件的读取方式",
    encoding: "编码",
    delimiter: "分隔符：{{sign}}",
    workbook: "Excel 工作簿，第一个工作表",
    sign: { comma: "逗号", semicolon: "分号", tab: "制表符", pipe: "竖线" },
    likeliest: "{{encoding}}（最可能）",
    unsure:
      "文件里没有注明编码，现在按 {{encoding}} 读取。请看下面的姓名：如果是乱码，请换一种编码。",
    sample: "按 {{encoding}} 读取的姓名：",
    confirm: "姓名显示正确",
    confirmMissing: "请先确认姓名显示正确，再导入。",
    headerLine: "表头所在的行",
    noHeader: "没有表头",
    headerAt: "第 {{line}} 行：{{text}}",
    above_other: "表头上方的 {{count}} 行已跳过：",
    ignored: "没有使用的列：{{titles}}",
    column: "第 {{n}} 列",
    columnLine: "{{title}}（如 {{sample}}）",
    automatic: "自动：{{title}}",
    again: "按新的设置预览",
    none: "（无）",
  },
};

export const en: Words<typeof zhCN> = {
  error: {
    oldWorkbook:
      "This is an Excel workbook in the old format (.xls). In Excel, choose “Save as” and .xlsx or “CSV UTF-8”, and upload the new file.",
    workbook:
      "This Excel workbook cannot be read. In Excel, choose “Save as” and “CSV UTF-8 (comma delimited)”, and upload the new file.",
    workbookLarge:
      "This Excel workbook is too large once unpacked, so it was not read. Keep only the sheet that you need, or save it as “CSV UTF-8”.",
    binary:
      "This file is not a text table. Upload a CSV file, tab-separated text or an .xlsx file.",
    damaged:
      "The file is in UTF-8, but line {{line}} contains a damaged character, so it was not read. Fix that line, or export the file again.",
    empty: "The file is empty. Choose a file, or paste the lines below.",
    many: "The file has more than {{count}} lines and was not read. Split it into several files.",
  },
  problem: {
    tooMany:
      "This line has {{cells}} cells, but the header has {{columns}} columns; “{{cell}}” is extra. Usually a cell contains a separator without quotation marks. Put the cell in double quotes, or remove the separator.",
    split:
      "“{{before}}, {{after}}” looks like one cell that was split at a comma, so everything after it is shifted by one column. Put the cell in double quotes.",
    quotes:
      "A double quote is not closed, so this line and everything after it cannot be read. Look for a stray double quote.",
    lineLong: "This line is too long. A double quote before it may not be closed.",
    cells: "This line has more than {{count}} cells and cannot be read.",
  },
  note: {
    short_one:
      "{{count}} line has fewer cells than the header; the missing ones are read as empty: line {{lines}}.",
    short_other:
      "{{count}} lines have fewer cells than the header; the missing ones are read as empty: lines {{lines}}.",
    long_one:
      "{{count}} line ends with extra empty cells. Check that it is not shifted by one column: line {{lines}}.",
    long_other:
      "{{count}} lines end with extra empty cells. Check that they are not shifted by one column: lines {{lines}}.",
    andMore: "{{lines}} and more",
  },
  source: {
    title: "How the file was read",
    encoding: "Encoding",
    delimiter: "Separator: {{sign}}",
    workbook: "Excel workbook, first sheet",
    sign: { comma: "comma", semicolon: "semicolon", tab: "tab", pipe: "vertical bar" },
    likeliest: "{{encoding}} (most likely)",
    unsure:
      "The file does not state its encoding. It was read as {{encoding}}. Check the names: if they are garbled, choose another encoding.",
    sample: "Names as {{encoding}}:",
    confirm: "The names are correct",
    confirmMissing: "Before you import, confirm that the names are correct.",
    headerLine: "Header line",
    noHeader: "No header",
    headerAt: "Line {{line}}: {{text}}",
    above_one: "{{count}} line above the header was skipped:",
    above_other: "{{count}} lines above the header were skipped:",
    ignored: "Unused columns: {{titles}}",
    column: "Column {{n}}",
    columnLine: "{{title}} (for example {{sample}})",
    automatic: "automatic: {{title}}",
    again: "Preview again",
    none: "(none)",
  },
};
