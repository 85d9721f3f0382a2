import { z } from "./zod";

/** Answer of `POST /api/people/link` as JSON. Whoever has the link signs in as that person: it is shown once and kept nowhere. */
export const SignInLinkAnswer = z.strictObject({
  data: z.strictObject({
    link: z.url(),
    name: z.string().describe("whom it signs in"),
    expiresAt: z.iso.datetime(),
  }),
});
export type SignInLinkAnswer = z.infer<typeof SignInLinkAnswer>;
