"use client";

export default function ErrorPage({
  retry,
}: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return (
    <main className="mx-auto max-w-xl px-6 py-24">
      <h1 className="text-34">Something broke on our side.</h1>
      <p className="mt-4 text-17 text-ink-2">
        Nothing was lost and no session was touched. The failure has been logged.
      </p>
      <p className="mt-6">
        <button className="button" type="button" onClick={retry}>
          Try again
        </button>
      </p>
    </main>
  );
}
