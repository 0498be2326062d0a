import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeFrame, FrameError, FrameReader } from "../../../../grader/walls/protocol/frames.ts";

describe("frames", () => {
  test("arrive as they were sent, however the pipe cuts them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string(), n: fc.integer() }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (messages, cuts) => {
          const stream = Buffer.concat(messages.map((message) => encodeFrame(message)));
          const reader = new FrameReader(1 << 20);
          const received: unknown[] = [];
          for (let at = 0, i = 0; at < stream.length; i++) {
            const length = cuts[i % cuts.length]!;
            received.push(...reader.push(stream.subarray(at, at + length)));
            at += length;
          }
          expect(received).toEqual(messages);
        },
      ),
    );
  });

  test("a length over the cap is refused before any of it is read", () => {
    const header = Buffer.alloc(4);
    header.writeUInt32LE(1001, 0);
    expect(() => new FrameReader(1000).push(header)).toThrow(FrameError);
  });

  test("a frame that is not JSON is refused", () => {
    const frame = Buffer.concat([Buffer.from([3, 0, 0, 0]), Buffer.from("{a}")]);
    expect(() => new FrameReader(1000).push(frame)).toThrow(FrameError);
  });
});
