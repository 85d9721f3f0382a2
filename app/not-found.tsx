import Link from "next/link";

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-6 py-24">
      <h1 className="text-34">There is nothing here.</h1>
      <p className="mt-4 text-17 text-ink-2">
        The address may be old, or you may not have access to this creator.
      </p>
      <p className="mt-6">
        <Link className="link" href="/">
          To the overview
        </Link>
      </p>
    </main>
  );
}
