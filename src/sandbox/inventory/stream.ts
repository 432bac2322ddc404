/** Pieces are gathered to so many characters before they are sent. */
const enough = 64 * 1024;

/** A text in pieces as a stream of UTF-8, made only as fast as it is read. */
export function streamOf(pieces: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      let text = "";
      while (text.length < enough) {
        const { value, done } = pieces.next();
        if (done) {
          if (text !== "") controller.enqueue(encoder.encode(text));
          return controller.close();
        }
        text += value;
      }
      controller.enqueue(encoder.encode(text));
    },
    cancel() {
      pieces.return?.();
    },
  });
}
