/** Who is signed in, as the shell shows it. */
export interface Person {
  readonly email: string;
  readonly role: "admin" | "manager" | "creator";
}
