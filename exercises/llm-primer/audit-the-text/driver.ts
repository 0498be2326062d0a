// Hands one example to audit and puts the list it returns under a name, so that it can be compared field by field.

interface Submission {
  audit(example: unknown): unknown;
}

export default function run(submission: Submission, input: unknown): unknown {
  return { claims: submission.audit(input) };
}
