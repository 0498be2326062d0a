// Judges held-out perplexity: at most the bound, and from a model that plays by the rules. Everything else is left to the comparison.

interface Input {
  kind: string;
  part: "practice" | "exam";
  bounds: { practice: number; exam: number };
}

/** As the driver puts it together: a perplexity, or a fault and where it showed, or nothing. */
interface Output {
  perplexity?: number;
  fault?: "negative" | "sum" | "future";
  sentence?: number;
  position?: number;
  value?: number;
}

interface Opinion {
  accepted: boolean;
  note: { "zh-CN": string; en: string };
}

export default function check(input: Input, output: Output, expected: { perplexity: number }): Opinion | undefined {
  if (input.kind !== "language_model") return undefined;
  const bound = expected.perplexity;
  const { perplexity, fault } = output;
  if (fault !== undefined) return refuse(describeFault(fault, output));
  if (perplexity === undefined) {
    return refuse({
      "zh-CN": "train 应返回一个函数：输入 n 个 id，返回 n 行，每行 vocabSize 个数。你的 train 返回的不是这样的函数。",
      en: "train must return a function: given n ids, it returns n rows of vocabSize numbers each. Yours does not.",
    });
  }
  if (!Number.isFinite(perplexity)) {
    return refuse({
      "zh-CN": "困惑度是无穷大：留出的文本里有概率为 0 的字符。没见过不等于不可能，每个字符都要留一点概率。",
      en: "The perplexity is infinite: your model gives probability 0 to some characters in the held-out text. Unseen does not mean impossible: give every character a small probability.",
    });
  }
  const got = perplexity.toFixed(2);
  if (perplexity > bound) {
    const times = (perplexity / bound).toFixed(2);
    return refuse({
      "zh-CN": `留出文本上的困惑度是 ${got}，要求不超过 ${bound}，现在是它的 ${times} 倍。`,
      en: `The perplexity on the held-out text is ${got}; the limit is ${bound}. It is ${times} times the limit.`,
    });
  }
  const { exam } = input.bounds;
  const next = input.part === "exam" ? { "zh-CN": "", en: "" } : outlook(perplexity, exam);
  return {
    accepted: true,
    note: {
      "zh-CN": `留出文本上的困惑度是 ${got}，要求不超过 ${bound}。${next["zh-CN"]}`,
      en: `The perplexity on the held-out text is ${got}; the limit is ${bound}.${next.en}`,
    },
  };
}

/** The two texts are of one kind, so the practice says roughly how the exam will go. */
function outlook(perplexity: number, exam: number): Opinion["note"] {
  if (perplexity > exam) {
    return {
      "zh-CN": `考试用的是另一段文本，要求更严：不超过 ${exam}。`,
      en: ` The exam uses another text and has a stricter limit: ${exam}.`,
    };
  }
  return {
    "zh-CN": `考试用的是另一段文本，要求不超过 ${exam}：看来有希望。`,
    en: ` The exam uses another text with a limit of ${exam}; this looks promising.`,
  };
}

function describeFault(fault: NonNullable<Output["fault"]>, { sentence = 0, position = 0, value = 0 }: Output): Opinion["note"] {
  const where = placeOf(sentence, position);
  switch (fault) {
    case "sum": {
      const total = Number(value.toPrecision(6));
      return {
        "zh-CN": `${where["zh-CN"]}，各个字符的概率加起来是 ${total}，不是 1。`,
        en: `${where.en}, the probabilities add up to ${total}, not to 1.`,
      };
    }
    case "negative":
      return {
        "zh-CN": `${where["zh-CN"]}，有一个概率是负数，或者不是数。`,
        en: `${where.en}, a probability is negative, or not a number.`,
      };
    case "future":
      return {
        "zh-CN": `${where["zh-CN"]}，模型的预测会随后面的字符改变。预测下一个字符时，只能看它前面的字符。`,
        en: `${where.en}, the prediction changes with later characters. It may depend only on the characters before it.`,
      };
  }
}

/** sentence 0: the model was writing by itself. */
function placeOf(sentence: number, position: number): Opinion["note"] {
  const zh = sentence === 0 ? "自己写的句子" : `第 ${sentence} 句`;
  const en = sentence === 0 ? "a line of its own" : `sentence ${sentence}`;
  if (position === 0) return { "zh-CN": `${zh}的开头`, en: `At the start of ${en}` };
  return { "zh-CN": `${zh}的第 ${position} 个字符之后`, en: `After ${position} ${position === 1 ? "character" : "characters"} of ${en}` };
}

function refuse(note: Opinion["note"]): Opinion {
  return { accepted: false, note };
}
