import "server-only";
import { err, ok, type Result } from "@/lib/core/result";
import { SECOND_MS } from "@/lib/core/time";
import { type ApiError, apiError } from "./api-error";

/** A few kilobytes arrive in well under a second; whoever takes longer holds a function for nothing. */
const WITHIN_MS = 10 * SECOND_MS;

interface Bounds {
  readonly maxBytes: number;
  /** For the whole body; 10 s when left out. */
  readonly withinMs?: number;
}

/**
 * Reads a body of bounded size in bounded time. The stream is left alone as soon as either is exceeded: cancelling it
 * would cut the connection before the answer is heard.
 *
 * Errors  `too_large`, without keeping the rest; `invalid_query` when it comes too slowly or breaks off.
 */
export async function readBounded(
  request: Request,
  { maxBytes, withinMs = WITHIN_MS }: Bounds,
): Promise<Result<Uint8Array<ArrayBuffer>, ApiError>> {
  const tooLarge = apiError("too_large", `The body may have ${maxBytes} bytes at most.`);
  if (Number(request.headers.get("content-length") ?? "0") > maxBytes) return err(tooLarge);
  const reader = request.body?.getReader();
  if (reader === undefined) return ok(new Uint8Array());
  const deadline = startDeadline(withinMs);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const part = await Promise.race([
        reader.read().catch(() => "broken" as const),
        deadline.late,
      ]);
      if (part === "late") return err(tooSlow(withinMs));
      if (part === "broken") return err(apiError("invalid_query", "The body broke off."));
      if (part.done) return ok(join(chunks, size));
      size += part.value.byteLength;
      if (size > maxBytes) return err(tooLarge);
      chunks.push(part.value);
    }
  } finally {
    deadline.stop();
    reader.releaseLock();
  }
}

function startDeadline(withinMs: number) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, withinMs, "late");
  });
  return { late, stop: () => clearTimeout(timer) };
}

function tooSlow(withinMs: number): ApiError {
  const seconds = Math.ceil(withinMs / SECOND_MS);
  return apiError("invalid_query", `The body did not arrive within ${seconds} seconds.`);
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
