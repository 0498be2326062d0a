// Whether a question waits for the staff, is answered, or is done. The first two are open.

export type QuestionState = "waiting" | "answered" | "done";

export function chooseQuestionState({
  waitingSince,
  doneAt,
}: {
  waitingSince: Date | null;
  doneAt: Date | null;
}): QuestionState {
  if (doneAt !== null) return "done";
  return waitingSince === null ? "answered" : "waiting";
}
