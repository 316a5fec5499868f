export interface Offer {
  floating: Record<string, string>;
  tags: { cycle: string; variants: string[] }[];
}

export function readOffer(text: string, cycles: readonly string[], wanted?: RegExp): Offer;
