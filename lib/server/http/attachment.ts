import type { Logger } from "@/lib/ports/logger";

type Attachment = {
  /** With its extension; safe as a file's name. */
  fileName: string;
  contentType: string;
  parts: AsyncGenerator<string, void>;
};

const encoder = new TextEncoder();

/**
 * A file to be saved, made while it is sent. A part is asked for when the connection can take it. Where one fails the
 * connection is broken off, so that the download fails too: its end would say that the file is whole.
 */
export function attachment({ fileName, contentType, parts }: Attachment, log: Logger): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (thrown) {
        log.error({ err: thrown }, "download.failed");
        controller.error(thrown);
      }
    },
    cancel() {
      void parts.return();
    },
  });
  const headers = {
    "content-type": contentType,
    "content-disposition": dispositionOf(fileName),
    "cache-control": "private, no-store",
  };
  return new Response(body, { headers });
}

/** RFC 6266: the plain name for those that know no better, and the whole one. */
export function dispositionOf(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  // RFC 5987 allows fewer characters than a part of an address does.
  const whole = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
