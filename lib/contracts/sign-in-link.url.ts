export type { SignInLinkAnswer } from "./sign-in-link";

/**
 * Where a form that names a person by her key asks for a sign-in link. The link is in the answer's body alone: JSON when
 * that is what the request accepts, else a plain text for a browser without scripts.
 */
export const SIGN_IN_LINK_URL = "/api/people/link";
