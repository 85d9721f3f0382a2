// biome-ignore-all lint/a11y/noRedundantRoles: what is laid out as a grid or a block loses the role of its element in some browsers
import type { ComponentProps } from "react";

/** A table that stays one for screen readers where its rows are laid out as cards: every part says its role. */
export function Table(props: ComponentProps<"table">) {
  return <table role="table" {...props} />;
}

/** The rows of headings. */
export function TableHead(props: ComponentProps<"thead">) {
  return <thead role="rowgroup" {...props} />;
}

/** The rows. */
export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody role="rowgroup" {...props} />;
}

/** The rows of totals. */
export function TableFoot(props: ComponentProps<"tfoot">) {
  return <tfoot role="rowgroup" {...props} />;
}

/** A row. */
export function TableRow(props: ComponentProps<"tr">) {
  return <tr role="row" {...props} />;
}

/** The heading of a column. */
export function ColumnHeader(props: ComponentProps<"th">) {
  return <th scope="col" role="columnheader" {...props} />;
}

/** The cell that heads a row. */
export function RowHeader(props: ComponentProps<"th">) {
  return <th scope="row" role="rowheader" {...props} />;
}

/** A cell. */
export function TableCell(props: ComponentProps<"td">) {
  return <td role="cell" {...props} />;
}
