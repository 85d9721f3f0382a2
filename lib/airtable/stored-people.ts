import { z } from "zod";
import { parseSlug } from "../core/brand";
import { ROLES } from "../core/role";
import type { People } from "./person";

const StoredPerson = z.object({
  recordId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  slugs: z.array(z.string().transform((slug) => parseSlug(slug))),
  isActive: z.boolean(),
});

const StoredProblem = z
  .object({
    recordId: z.string(),
    name: z.string(),
    email: z.string().optional(),
    problem: z.string(),
  })
  .transform(({ email, ...row }) => ({ ...row, email }));

const StoredPeople = z.object({
  people: z.array(
    StoredPerson.transform(({ slugs, ...person }) => ({
      ...person,
      slugs: slugs.filter((slug) => slug !== undefined),
    })),
  ),
  problems: z.array(StoredProblem),
  isTableMissing: z.boolean(),
});

/** Reads people as another instance kept them; `undefined` when they are in another form. */
export function parseStoredPeople(value: unknown): People | undefined {
  return StoredPeople.safeParse(value).data;
}
