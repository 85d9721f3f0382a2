"use client";

import { ErrorMessage } from "@/components/layout/error-message";

interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

export default function DashboardErrorPage({ error, retry }: ErrorPageProps) {
  return <ErrorMessage error={error} onRetry={retry} />;
}
