import type { CreatorStatus } from "@/lib/contracts/overview.url";

/** A creator in the navigation. */
export interface PinnedCreator {
  readonly slug: string;
  readonly name: string;
  readonly status: CreatorStatus;
}
