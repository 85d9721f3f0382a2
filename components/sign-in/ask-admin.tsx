/** How to get a link where none is mailed. */
export function AskAdmin() {
  return (
    <div className="grid gap-3 border-t border-ink pt-4 text-14 text-ink-2">
      <p className="text-15 font-semibold text-ink">Open your sign-in link to come in.</p>
      <p>Ask your admin for a sign-in link. Whoever runs this dashboard makes one with</p>
      <p>
        <code className="block overflow-x-auto border border-rule bg-raised px-3 py-2 font-mono text-13 text-ink">
          npm run -s sign-in-link -- EMAIL
        </code>
      </p>
    </div>
  );
}
