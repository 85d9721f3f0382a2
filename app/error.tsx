"use client";

import { ErrorMessage } from "@/components/layout/error-message";

interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main id="main">
      <ErrorMessage error={error} onRetry={retry} />
    </main>
  );
}
