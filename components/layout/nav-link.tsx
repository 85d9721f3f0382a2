"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

interface NavLinkProps {
  readonly href: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A link of the navigation that knows when its page is shown, or one below it. */
export function NavLink({ href, className, children }: NavLinkProps) {
  const path = usePathname();
  const isWithin = href !== "/" && path.startsWith(`${href}/`);
  return (
    <Link
      className={className}
      href={href as Route}
      prefetch={false}
      aria-current={path === href ? "page" : isWithin || undefined}
    >
      {children}
    </Link>
  );
}
