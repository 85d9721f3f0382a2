"use client";

import { useCombobox } from "downshift";
import { useEffect, useMemo, useRef, useState } from "react";
import { type Command, findCommands, readCommands } from "./commands";

interface CommandMenuProps {
  readonly onClose: () => void;
  readonly onHelp: () => void;
  /** Does what a range's key does. */
  readonly onTime: (key: string) => void;
  readonly onOpen: (href: string) => void;
}

/** Finds a creator, a page or a range by what is typed; arrows and Enter choose. */
export function CommandMenu({ onClose, onHelp, onTime, onOpen }: CommandMenuProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const commands = useMemo(readCommands, []);
  const [found, setFound] = useState(commands);
  const run = ({ does }: Command) => {
    onClose();
    if (does.kind === "open") onOpen(does.href);
    else if (does.kind === "time") onTime(does.key);
    else onHelp();
  };
  const combobox = useCombobox<Command>({
    items: [...found],
    isOpen: true,
    defaultHighlightedIndex: 0,
    initialHighlightedIndex: 0,
    itemToString: (command) => command?.name ?? "",
    onInputValueChange: ({ inputValue }) => setFound(findCommands(commands, inputValue)),
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem !== null) run(selectedItem);
    },
    // What is chosen is done, and not written into the field.
    stateReducer: ({ inputValue }, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputKeyDownEnter ||
      type === useCombobox.stateChangeTypes.ItemClick
        ? { ...changes, inputValue }
        : changes,
  });
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-label="Find a creator, a page or a range"
      className="command-menu print:hidden"
    >
      <div className="command-head">
        <input
          {...combobox.getInputProps({
            "aria-label": "Find",
            placeholder: "Find a creator, a page, a range",
            // Escape closes the dialog at once; it would empty the field first.
            onKeyDown: ({ key, nativeEvent }) => {
              if (key === "Escape") Object.assign(nativeEvent, { preventDownshiftDefault: true });
            },
          })}
          className="command-field"
        />
        <form method="dialog">
          <button type="submit" className="text-link min-h-tap cursor-pointer px-5 text-14">
            Close
          </button>
        </form>
      </div>
      <ul {...combobox.getMenuProps({ "aria-label": "Found" })} className="command-list">
        {found.map((command, index) => (
          <li
            key={command.id}
            {...combobox.getItemProps({ item: command, index })}
            className="menu-item command"
          >
            <span className="min-w-0 truncate">{command.name}</span>
            <span className="ml-auto text-13 text-ink-3">{command.kind}</span>
            <kbd className="w-4 flex-none text-right font-sans text-13 text-ink-3">
              {command.key}
            </kbd>
          </li>
        ))}
      </ul>
      {found.length > 0 ? null : (
        <p className="px-5 py-4 text-14 text-ink-2">Nothing is called “{combobox.inputValue}”.</p>
      )}
    </dialog>
  );
}
