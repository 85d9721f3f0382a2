import { z } from "zod";

// zod compiles its checks with `new Function`, which our policy forbids in the browser; the attempt alone is a violation.
if (typeof window !== "undefined") z.config({ jitless: true });

export { z };
