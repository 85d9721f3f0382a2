/** The first stop of the keyboard: past the navigation. */
export function SkipLink() {
  return (
    <a
      className="fixed -top-20 left-4 z-50 bg-ink px-4 py-3 text-on-ink focus:top-4 print:hidden"
      href="#main"
    >
      Skip to content
    </a>
  );
}
