import type { Role } from "@/lib/core/role";

/** Who asks, and about whom: the admin sees everybody, the manager one of her creators or another, the creator herself or another. */
export const VISITS = [
  "nobody",
  "removed",
  "admin",
  "manager, assigned",
  "manager, other",
  "creator, own",
  "creator, other",
] as const;
export type Visit = (typeof VISITS)[number];

const ADMIN = { email: "mara@studio.example", role: "admin" } as const;
const MANAGER = { email: "noor@studio.example", role: "manager" } as const;
const CREATOR = { email: "ava@creators.example", role: "creator" } as const;
const REMOVED = { email: "left@studio.example", role: "manager" } as const;

/** Who each visit is by, of the simulator's people, and the creator it is about. */
export const VISITORS: Readonly<
  Record<
    Visit,
    {
      readonly person?: { readonly email: string; readonly role: Role };
      readonly slug: string;
    }
  >
> = {
  nobody: { slug: "ava-lane" },
  removed: { person: REMOVED, slug: "ava-lane" },
  admin: { person: ADMIN, slug: "cleo-park" },
  "manager, assigned": { person: MANAGER, slug: "ava-lane" },
  "manager, other": { person: MANAGER, slug: "cleo-park" },
  "creator, own": { person: CREATOR, slug: "ava-lane" },
  "creator, other": { person: CREATOR, slug: "cleo-park" },
};

/** The row of somebody who may not sign in any more: her box is not ticked. */
export const REMOVED_PERSON = { Email: REMOVED.email, Role: "manager", Creators: "ava-lane" };

/** The status each visit is answered with. */
export type Statuses = Readonly<Record<Visit, number>>;

const FIGURES: Statuses = {
  nobody: 401,
  removed: 401,
  admin: 200,
  "manager, assigned": 200,
  "manager, other": 404,
  "creator, own": 200,
  "creator, other": 404,
};

/** About one creator, and an admin's alone: whoever may see the creator hears so, for others she does not exist. */
function adminsOnCreator(status: number): Statuses {
  return { ...FIGURES, admin: status, "manager, assigned": 403, "creator, own": 403 };
}

function everybody(status: number): Statuses {
  return {
    nobody: status,
    removed: status,
    admin: status,
    "manager, assigned": status,
    "manager, other": status,
    "creator, own": status,
    "creator, other": status,
  };
}

function signedIn(status: number): Statuses {
  return { ...everybody(status), nobody: 401, removed: 401 };
}

function admins(status: number): Statuses {
  return { ...everybody(403), nobody: 401, removed: 401, admin: status };
}

/** Every method of every route handler. A route that is not here fails the test. */
export const ROUTES: Readonly<Record<string, Statuses>> = {
  "GET /api/ltk/[creator]/overview": FIGURES,
  "GET /api/ltk/[creator]/hero-chart": FIGURES,
  "GET /api/ltk/[creator]/earnings": FIGURES,
  "GET /api/ltk/[creator]/engagement": FIGURES,
  "GET /api/ltk/[creator]/top-performers": FIGURES,
  "GET /api/ltk/[creator]/items-sold": FIGURES,
  "GET /api/ltk/[creator]/export": FIGURES,
  "POST /api/ltk/[creator]/sync": FIGURES,
  // Let in, and told that the body is no session.
  "POST /api/ltk/[creator]/connect": adminsOnCreator(400),
  "GET /api/roster": signedIn(200),
  "GET /api/roster/export": signedIn(200),
  "POST /api/tokens/encrypt": admins(303),
  // Let in, and told that the form says nothing: the list's page says what is wrong.
  "POST /api/people": admins(400),
  "POST /api/people/change": admins(303),
  "POST /api/people/sign-out": admins(303),
  "POST /api/people/link": admins(303),
  // Open: a form without a token, and signing out, which nobody needs a session for.
  "POST /api/session": everybody(400),
  "POST /api/session/end": everybody(303),
  // Without mail there is no form to ask for a link with.
  "POST /api/sign-in-links": everybody(404),
  // A session opens no cron: only the secret does.
  "GET /api/cron/refresh-tokens": everybody(401),
  "GET /api/cron/sync-analytics": everybody(401),
  "GET /api/health": everybody(200),
};

/** A page for whoever sees the creator. */
const CREATOR_PAGE: Statuses = { ...FIGURES, nobody: 307, removed: 307 };

/** A page that does not exist for the other roles. */
const ADMIN_PAGE: Statuses = { ...everybody(404), nobody: 307, removed: 307, admin: 200 };

/** Every page. */
export const PAGES: Readonly<Record<string, Statuses>> = {
  // A creator lands on her own page.
  "/": { ...everybody(200), nobody: 307, removed: 307, "creator, own": 307, "creator, other": 307 },
  "/creator/[slug]": CREATOR_PAGE,
  "/settings": ADMIN_PAGE,
  "/settings/people": ADMIN_PAGE,
  // With the key of somebody on the list: the id of a record.
  "/settings/people/[person]": ADMIN_PAGE,
  "/settings/audit": ADMIN_PAGE,
  "/sign-in": everybody(200),
};

/** Files without anybody's data. */
export const FILES: readonly string[] = [
  "/favicon.ico",
  "/icon.svg",
  "/apple-icon.png",
  "/manifest.webmanifest",
];
