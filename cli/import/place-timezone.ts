import cityTimezones from 'city-timezones';

type KnownCity = (typeof cityTimezones.cityMapping)[number];

/** How conference lists write countries that the table of cities names differently. */
const otherNames: Record<string, string> = {
  'u.s.a.': 'US',
  usa: 'US',
  us: 'US',
  'u.s.': 'US',
  'united states': 'US',
  'u.k.': 'GB',
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  'great britain': 'GB',
  'north macedonia': 'MK',
  korea: 'KR',
  'hong kong': 'HK',
  czechia: 'CZ',
  türkiye: 'TR',
  'the netherlands': 'NL',
};

const citiesByCountry = Map.groupBy(
  // Antarctic stations and a few others have no zone in the table.
  cityTimezones.cityMapping.filter((city) => typeof city.timezone === 'string'),
  (city) => city.iso2,
);
const codeByName = new Map(cityTimezones.cityMapping.map((city) => [city.country.toLowerCase(), city.iso2]));

/**
 * The IANA zone of a place where it is clear, else UTC.
 *
 * Clear means: the 7,300 larger cities of the world (the package city-timezones) leave one answer. Asked in turn: the
 * city itself, in its state if one is given ("Portland, OR"); its state, when all its cities agree (all of Nevada is
 * on Los Angeles time, Florida is not on one); its country, when all its cities agree (Germany does, Spain does not).
 */
export function placeTimezone(place: { city?: string | undefined; country?: string | undefined }): string {
  const country = place.country?.trim().toLowerCase() ?? '';
  const cities = citiesByCountry.get(otherNames[country] ?? codeByName.get(country) ?? '') ?? [];
  const written = place.city ?? '';
  const [city = '', state] = written.split(',').map((part) => part.trim());
  const inState = state ? cities.filter((known) => known.state_ansi === state.toUpperCase()) : cities;
  return (
    // "Washington, DC" is a city's whole name in the table.
    onlyZone(named(cities, written)) ??
    onlyZone(named(inState, city)) ??
    (state ? onlyZone(inState) : undefined) ??
    onlyZone(cities) ??
    'UTC'
  );
}

function named(cities: KnownCity[], name: string): KnownCity[] {
  const wanted = letters(name);
  if (wanted === '') return [];
  return cities.filter((known) => letters(known.city) === wanted || letters(known.city_ascii) === wanted);
}

function onlyZone(cities: KnownCity[]): string | undefined {
  const zones = new Set(cities.map((city) => city.timezone));
  return zones.size === 1 ? [...zones][0] : undefined;
}

/** "São Paulo" and "Sao Paulo", "St. Louis" and "St Louis" are the same. */
function letters(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
