/** Says whose figures these are, on every page. */
export function Footer() {
  return (
    <footer className="mx-6 max-w-[1136px] border-t border-rule py-6 text-13 text-ink-3 md:mx-8 lg:mx-16 print:mx-0 print:py-2">
      Unofficial. Figures come from each creator’s own LTK account; LTK’s statement is the one that
      counts.
    </footer>
  );
}
