"use client";

import { ErrorMessage } from "@/components/layout/error-message";

export default function DashboardErrorPage({ retry }: { readonly retry: () => void }) {
  return <ErrorMessage onRetry={retry} />;
}
