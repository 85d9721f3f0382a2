import type { Credentials, OpenedCell, TokenCells, TokensToSave } from "../token-manager/store";
import { text } from "./cell-values";
import type { AirtableRecord } from "./client";

/** What a row's token cells turned out to hold. */
export type OpenedTokens = Pick<
  Credentials,
  "accessToken" | "idToken" | "refreshToken" | "sealedVersion" | "cellProblem" | "isSealed"
>;

type Column = "Access_Token" | "ID_Token" | "Refresh_Token";

/** Opens a row's token cells. Only the refresh token's cell can be a problem: the others are renewed from it. */
export async function openTokens(
  { id, fields }: AirtableRecord,
  cells: TokenCells,
): Promise<OpenedTokens> {
  const open = async (column: Column) => {
    const value = text(fields[column]);
    return value === undefined ? undefined : cells.open({ recordId: id, column }, value);
  };
  const opened = await Promise.all([open("Access_Token"), open("ID_Token"), open("Refresh_Token")]);
  const [access, identity, refresh] = opened;
  const isProblem = refresh?.kind === "unreadable" || refresh?.kind === "foreign";
  return {
    accessToken: tokenIn(access),
    idToken: tokenIn(identity),
    refreshToken: tokenIn(refresh),
    sealedVersion: refresh?.kind === "sealed" ? refresh.version : undefined,
    cellProblem: isProblem ? refresh.kind : undefined,
    isSealed: !cells.isSealing || opened.every(isUpToDate),
  };
}

function tokenIn(cell: OpenedCell | undefined): string | undefined {
  return cell?.kind === "plain" || cell?.kind === "sealed" ? cell.token : undefined;
}

function isUpToDate(cell: OpenedCell | undefined): boolean {
  return cell === undefined || (cell.kind === "sealed" && cell.isCurrentKey);
}

/** The token cells of one row as they are to be written; a token that is not there blanks its cell. */
export async function sealTokens(
  recordId: string,
  tokens: TokensToSave,
  cells: TokenCells,
): Promise<Record<Column, string | null>> {
  const { version, refreshToken, accessToken, idToken } = tokens;
  const seal = async (column: Column, token: string | undefined) =>
    token === undefined ? null : cells.seal({ recordId, column, version }, token);
  return {
    Refresh_Token: await seal("Refresh_Token", refreshToken),
    Access_Token: await seal("Access_Token", accessToken),
    ID_Token: await seal("ID_Token", idToken),
  };
}
