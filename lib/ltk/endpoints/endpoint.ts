import type { z } from "zod";
import type { Result } from "@/lib/core/result";
import type { LtkError } from "../errors";
import type { PageQuery } from "../query";

/** What is asked of the gateway. Empty parameters are not sent. */
export interface EndpointRequest {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** One endpoint: everything that is known of its wire, and nobody else needs to know. */
export interface LtkEndpoint<Query, Answer> {
  /** As errors, /settings, the probe and docs/ltk.md name it. */
  readonly name: string;
  readonly request: (query: Query) => EndpointRequest;
  /** Wire body to domain. Errors: `ltk_bad_shape`, naming the path and never a value. */
  readonly parse: (body: unknown, query: Query) => Result<Answer, LtkError>;
  /** The documented body with every known field: what the probe compares with. */
  readonly body: z.ZodType;
}

/** Some rows of a list, and where the next ones begin; `next` is absent at the end. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

/** An endpoint that answers a list page by page. */
export type PagedEndpoint<Query, Row> = LtkEndpoint<Query & PageQuery, Page<Row>>;
