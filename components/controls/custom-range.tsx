"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import { useLazy } from "@/lib/client/use-lazy";
import type { CustomRangeForm } from "./custom-range-form";

const loadForm = () => import("./custom-range-form");

/** The last choice of the range picker: two days of one's own. Its form is loaded when it is wanted. */
export function CustomRange(props: ComponentProps<typeof CustomRangeForm>) {
  const [isWanted, setIsWanted] = useState(props.from !== "");
  const form = useLazy(isWanted, loadForm);
  const box = useRef<HTMLDivElement>(null);
  const isChosen = useRef(false);
  useEffect(() => {
    // The button that had the focus is gone.
    if (form !== null && isChosen.current) box.current?.querySelector("input")?.focus();
  }, [form]);
  return (
    <div ref={box} className="mt-2 border-t border-rule pt-2">
      {form === null ? (
        <button
          type="button"
          className="menu-item w-full cursor-pointer"
          data-choose-days
          onClick={() => {
            isChosen.current = true;
            setIsWanted(true);
          }}
        >
          Choose days…
        </button>
      ) : (
        <form.CustomRangeForm {...props} />
      )}
    </div>
  );
}
