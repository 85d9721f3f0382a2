import { chance } from "../data";

/** An invented brand or product. */
export interface Product {
  readonly id: string;
  readonly title: string;
  readonly brand: string;
  readonly url: string;
  readonly image: string;
  readonly rsUrl: string;
  readonly price: number;
}

/** Invented retailers. */
export const BRANDS = [
  "Acme Outfitters (US)",
  "Birch & Bell",
  "Calla Home",
  "Dune Denim",
  "Ember Beauty",
  "Fable Shoes",
  "Grove Kitchen",
  "Harbor Swim",
  "Isle Linen",
  "Juniper Kids",
  "Kestrel Active",
  "Lumen Lighting",
  "Marlow Knit",
  "Nook Furniture",
] as const;

const THINGS = ["Denim jumpsuit", "Linen shirt", "Wool coat", "Table lamp", "Lip oil", "Tote bag"];
const TONES = ["sand", "navy", "olive", "ecru", "rust", "black", "cream"];
const PRODUCTS_PER_CREATOR = 40;

function hex(text: string, length: number): string {
  let out = "";
  for (let part = 0; out.length < length; part += 1) {
    out += Math.floor(chance(`${text}|${part}`) * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  }
  return out.slice(0, length);
}

/** The invented products that a creator links to. */
export function productsOf(slug: string): readonly Product[] {
  return Array.from({ length: PRODUCTS_PER_CREATOR }, (_, index) => {
    const id = hex(`${slug}|product|${index}`, 32);
    const thing = THINGS[index % THINGS.length] ?? "";
    const tone = TONES[index % TONES.length] ?? "";
    return {
      id,
      title: `${thing}, ${tone}`,
      brand: BRANDS[Math.floor(chance(`${id}|brand`) * BRANDS.length)] ?? BRANDS[0],
      url: `https://shop.example/p/${index + 1}`,
      image: `https://img.example/${id.slice(0, 8)}.jpg`,
      rsUrl: `https://rstyle.example/+${id.slice(0, 22)}`,
      price: 15 + Math.round(chance(`${id}|price`) * 20_000) / 100,
    };
  });
}
