interface MonogramProps {
  /** Whose first letter stands on the tile. */
  readonly name: string;
}

/** A tile with a first letter in the place of LTK's picture, which would be loaded from LTK; silent, the name is beside it. */
export function Monogram({ name }: MonogramProps) {
  const [letter = "·"] = /[\p{L}\p{N}]/u.exec(name) ?? [];
  return (
    <svg className="top-monogram" viewBox="0 0 40 48" aria-hidden="true">
      <rect width="40" height="48" rx="2" />
      <text x="20" y="31" textAnchor="middle">
        {letter.toLocaleUpperCase("en-US")}
      </text>
    </svg>
  );
}
