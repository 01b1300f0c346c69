import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type CountryResponse, Reader } from 'mmdb-lib';

/** The country of a network as coarseNetwork gives it, in English; null where it isn't known. */
export type Country = (network: string | null) => string | null;

const databases = {
  4: '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country-ipv4.mmdb',
  6: '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country-ipv6.mmdb',
};

/** Reads the registries' list of which country a network was given to. What a network is used for may be elsewhere. */
export async function loadCountries(): Promise<Country> {
  const resolve = createRequire(import.meta.url).resolve;
  const [four, six] = await Promise.all(
    [databases[4], databases[6]].map(async (file) => new Reader<CountryResponse>(await readFile(resolve(file)))),
  );
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return (network) => {
    const [address] = network?.split('/') ?? [];
    if (!address) return null;
    const entry = (address.includes(':') ? six : four)?.get(address) as { country_code?: string } | null;
    return (entry?.country_code && names.of(entry.country_code)) || null;
  };
}
