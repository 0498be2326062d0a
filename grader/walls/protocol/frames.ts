// Length-prefixed frames over a pipe: four bytes, little-endian, then that many bytes of JSON. A
// length above the limit is an error immediately, before any byte of the frame is stored.

export class FrameError extends Error {}

/** A frame for a message, or for a message that is JSON already. */
export function encodeFrame(message: object | string): Buffer {
  const body = Buffer.from(typeof message === "string" ? message : JSON.stringify(message), "utf8");
  const frame = Buffer.allocUnsafe(4 + body.length);
  frame.writeUInt32LE(body.length, 0);
  body.copy(frame, 4);
  return frame;
}

export class FrameReader {
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #buffered = 0;
  #wanted: number | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * The messages that `chunk` completes. Throws `FrameError` for a frame above the limit, or one
   * that is not JSON.
   */
  push(chunk: Buffer): unknown[] {
    return this.pushRaw(chunk).map((text) => {
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        throw new FrameError("a frame that is not JSON", { cause: error });
      }
    });
  }

  /** The same without parsing the messages. */
  pushRaw(chunk: Buffer): string[] {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    const messages: string[] = [];
    for (;;) {
      if (this.#wanted === undefined) {
        if (this.#buffered < 4) return messages;
        this.#wanted = this.#take(4).readUInt32LE(0);
        if (this.#wanted > this.#maxBytes) throw new FrameError(`a frame of ${this.#wanted} bytes`);
      }
      if (this.#buffered < this.#wanted) return messages;
      const body = this.#take(this.#wanted);
      this.#wanted = undefined;
      messages.push(body.toString("utf8"));
    }
  }

  #take(length: number): Buffer {
    const all = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    this.#chunks = all.length > length ? [all.subarray(length)] : [];
    this.#buffered -= length;
    return all.subarray(0, length);
  }
}
