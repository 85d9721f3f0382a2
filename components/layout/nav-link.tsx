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

/** A link of the navigation that knows when its page is shown. */
export function NavLink({ href, className, children }: NavLinkProps) {
  const isCurrent = usePathname() === href;
  return (
    <Link
      className={className}
      href={href as Route}
      prefetch={false}
      aria-current={isCurrent ? "page" : undefined}
    >
      {children}
    </Link>
  );
}
