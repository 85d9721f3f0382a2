/** Address that reads a creator's figures now, by `POST` without a body; once a minute. */
export function syncUrl(slug: string): string {
  return `/api/ltk/${slug}/sync`;
}
