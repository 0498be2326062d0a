// Names one cell of the gradebook: a student's score of an assignment.

export interface CellName {
  courseId: string;
  assignmentId: string;
  userId: string;
}
