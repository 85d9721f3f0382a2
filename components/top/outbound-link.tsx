import { httpsLink } from "./https-link";

interface OutboundLinkProps {
  /** As LTK sent it; only an https address becomes a link. */
  readonly url: string | null;
  /** Where it leads, for the pointer: "Opens LTK in a new tab". */
  readonly title: string;
  readonly words: string;
}

/** A link out of the app in a new tab, which is not told where it was followed from; plain words without an address. */
export function OutboundLink({ url, title, words }: OutboundLinkProps) {
  const href = httpsLink(url);
  return href === null ? (
    <span className="top-title">{words}</span>
  ) : (
    <a className="top-title" href={href} target="_blank" rel="noreferrer noopener" title={title}>
      {words}
    </a>
  );
}
