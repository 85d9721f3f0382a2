import type { ReactNode } from "react";

/** How to bring a session from LTK that no browser goes on using. */
export function ReconnectSteps({ name }: { readonly name: string }) {
  return (
    <ol className="grid list-decimal gap-2 pl-5 text-14 text-pretty text-ink-2">
      <li>
        Open a <Strong>private window</Strong>. A normal window would share its session with us: LTK
        renews a session for one holder, and whoever renews it second ends it for both.
      </li>
      <li>
        Log in as {name} at <Strong>creator.shopltk.com</Strong>.
      </li>
      <li>
        Open the developer tools there, then <Strong>Application</Strong> (in Firefox, Storage),
        then <Strong>Local storage</Strong>. Copy the value of each entry whose name begins with{" "}
        <code className="font-mono text-13 text-ink">@@auth0spajs@@</code>, one after the other.
        Nothing has to be typed into the console; never paste code there, whoever asks for it.
      </li>
      <li>
        Paste it here, <Strong>then close that window without logging out</Strong>: logging out may
        end the session.
      </li>
    </ol>
  );
}

function Strong({ children }: { readonly children: ReactNode }) {
  return <strong className="font-semibold text-ink">{children}</strong>;
}
