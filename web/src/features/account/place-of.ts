/** Where something happened, as far as is known: "Austria (81.217.3.0/24)"; null where nothing is. */
export function placeOf({ country, network }: { country: string | null; network: string | null }): string | null {
  if (country && network) return `${country} (${network})`;
  return country ?? network;
}
