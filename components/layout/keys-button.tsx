/** Opens the list of keys and their switch; `KeyListener` answers it. */
export function KeysButton() {
  return (
    <button
      type="button"
      className="text-link block min-h-tap cursor-pointer text-13"
      data-keys="help"
    >
      Keyboard shortcuts
    </button>
  );
}
