interface MonogramProps {
  /** Whose first letter stands on the tile. */
  readonly name: string;
}

/** A tile with a first letter in the place of LTK's picture, which would be loaded from LTK; silent, the name is beside it. */
export function Monogram({ name }: MonogramProps) {
  const [letter = "·"] = /[\p{L}\p{N}]/u.exec(name) ?? [];
  return (
    <span className="top-monogram" aria-hidden="true">
      {letter.toLocaleUpperCase("en-US")}
    </span>
  );
}
