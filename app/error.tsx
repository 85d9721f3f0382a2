"use client";

import { ErrorMessage } from "@/components/layout/error-message";

export default function ErrorPage({ retry }: { readonly retry: () => void }) {
  return (
    <main id="main">
      <ErrorMessage onRetry={retry} />
    </main>
  );
}
