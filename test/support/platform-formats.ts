// What other platforms take, written from what they publish and from nothing in src:
//   Gradescope   https://gradescope-autograders.readthedocs.io/en/latest/specs/
//   Exercism     https://exercism.org/docs/building/tooling/test-runners/interface

import { z } from "zod";

const visibility = z.enum(["hidden", "after_due_date", "after_published", "visible"]);
const format = z.enum(["text", "html", "simple_format", "md", "ansi"]);
const extraData = z.record(z.string(), z.unknown());

export const gradescopeResults = z
  .strictObject({
    score: z.number().optional(),
    execution_time: z.number().min(0).optional(),
    output: z.string().optional(),
    output_format: format.optional(),
    test_output_format: format.optional(),
    test_name_format: format.optional(),
    visibility: visibility.optional(),
    stdout_visibility: visibility.optional(),
    extra_data: extraData.optional(),
    tests: z
      .array(
        z.strictObject({
          score: z.number().optional(),
          max_score: z.number().optional(),
          status: z.enum(["passed", "failed"]).optional(),
          name: z.string().optional(),
          name_format: format.optional(),
          number: z.string().optional(),
          output: z.string().optional(),
          output_format: format.optional(),
          tags: z.array(z.string()).optional(),
          visibility: visibility.optional(),
          extra_data: extraData.optional(),
        }),
      )
      .optional(),
    leaderboard: z
      .array(
        z.strictObject({
          name: z.string(),
          value: z.union([z.number(), z.string()]),
          order: z.enum(["asc", "desc"]).optional(),
        }),
      )
      .optional(),
  })
  .refine(
    ({ score, tests }) =>
      score !== undefined || (tests ?? []).some((test) => test.score !== undefined),
    "a score for the whole, or one for each test",
  );

const status = z.enum(["pass", "fail", "error"]);
const withMessageUnlessPassed = ({
  status,
  message,
}: {
  status: string;
  message?: string | null | undefined;
}) => status === "pass" || (typeof message === "string" && message.trim() !== "");

export const exercismResults = z
  .strictObject({
    version: z.literal(3),
    status,
    message: z.string().nullish(),
    tests: z
      .array(
        z
          .strictObject({
            name: z.string().min(1),
            status,
            message: z.string().nullish(),
            output: z.string().max(500).nullish(),
            test_code: z.string().optional(),
            task_id: z.int().min(1).optional(),
          })
          .refine(withMessageUnlessPassed, "a message where it did not pass"),
      )
      .optional(),
  })
  .refine(
    (whole) => whole.status !== "error" || withMessageUnlessPassed(whole),
    "a message where the status is error",
  )
  .refine(
    ({ status, message }) => status === "error" || (message ?? null) === null,
    "no message where the status is not error",
  )
  .refine(
    ({ message }) => Buffer.byteLength(message ?? "") <= 65_535,
    "a message of at most 65535 bytes",
  )
  .refine(
    ({ status, tests }) => status === "error" || tests !== undefined,
    "tests where the status is not error",
  )
  .refine(
    ({ status, tests }) =>
      status !== "pass" || (tests ?? []).every((test) => test.status === "pass"),
    "pass where all tests passed only",
  )
  .refine(
    ({ status, tests }) =>
      status !== "fail" || (tests ?? []).some((test) => test.status !== "pass"),
    "fail where some test did not pass only",
  );
