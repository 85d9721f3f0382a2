"use client";

import { type ReactNode, useId, useState } from "react";
import { useLazy } from "@/lib/client/use-lazy";
import { TableCell, TableRow } from "../table/table";

interface ReconnectRowProps {
  readonly slug: string;
  readonly name: string;
  /** False: the connection works, and its session can only be replaced. */
  readonly isNeeded: boolean;
  readonly hasOffer: boolean;
  /** How many columns the panel spans. */
  readonly columns: number;
  /** The row's cells but the last, from the server. */
  readonly children: ReactNode;
}

const loadPanel = () => import("./reconnect-panel");

/** The code is small and often wanted soon after: it is fetched as soon as the button is pointed at. */
function preload() {
  loadPanel().catch(() => undefined);
}

/** A row of the connections' table whose button opens the panel below it. */
export function ReconnectRow(props: ReconnectRowProps) {
  const { slug, name, isNeeded, hasOffer, columns, children } = props;
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const panel = useLazy(isOpen, loadPanel);
  return (
    <>
      <TableRow className={`connection-row ${isOpen ? "is-open" : ""}`}>
        {children}
        <TableCell className="connection-action">
          <button
            type="button"
            className={isNeeded ? "button button-primary" : "text-link min-h-tap cursor-pointer"}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onPointerEnter={preload}
            onFocus={preload}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isNeeded ? "Reconnect" : "Replace session"} <span className="sr-only">of {name}</span>
          </button>
        </TableCell>
      </TableRow>
      {isOpen ? (
        <TableRow className="connection-panel">
          <TableCell colSpan={columns} id={id}>
            {panel === null ? (
              <p className="text-14 text-ink-3">Loading…</p>
            ) : (
              <panel.ReconnectPanel slug={slug} name={name} hasOffer={hasOffer} />
            )}
          </TableCell>
        </TableRow>
      ) : null}
    </>
  );
}
