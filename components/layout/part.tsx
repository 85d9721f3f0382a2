import { type ReactNode, Suspense } from "react";

interface PartProps {
  /** Its data is there: it is sent with the page, and nothing moves. */
  readonly isReady: boolean;
  /** What holds its place until then. */
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page whose data may take a while. */
export function Part({ isReady, fallback, children }: PartProps) {
  return isReady ? children : <Suspense fallback={fallback}>{children}</Suspense>;
}
