"use client";

import { type ComponentProps, useState } from "react";
import { useLazy } from "@/lib/client/use-lazy";
import type { CustomRangeForm } from "./custom-range-form";

const loadForm = () => import("./custom-range-form");

/** The last choice of the range picker: two days of one's own. Its form is loaded when it is wanted. */
export function CustomRange(props: ComponentProps<typeof CustomRangeForm>) {
  const [isWanted, setIsWanted] = useState(props.from !== "");
  const form = useLazy(isWanted, loadForm);
  return (
    <div className="mt-2 border-t border-rule pt-2">
      {form === null ? (
        <button
          type="button"
          className="menu-item w-full cursor-pointer"
          onClick={() => setIsWanted(true)}
        >
          Choose days…
        </button>
      ) : (
        <form.CustomRangeForm {...props} />
      )}
    </div>
  );
}
