import { expect, it } from 'vitest';
import { isAnswerable, readSearchAddress, searchAddress } from './search-address.ts';

const read = (address: string) => readSearchAddress(new URL(address, 'https://x.test').searchParams);

it('a search is read back from its address as it was written', () => {
  const searches = [
    { query: 'jazz & more', city: 'São Paulo', tag: 'open air', past: true },
    { query: '', city: null, tag: null, past: false },
  ];
  for (const search of searches) expect(read(searchAddress(search))).toEqual(search);
});

it('an address written by hand asks for nothing that the API refuses', () => {
  expect(read(`/search?q=${'x'.repeat(500)}&tag=JAZZ&city=%20`)).toEqual({
    query: 'x'.repeat(200),
    city: null,
    tag: 'jazz',
    past: false,
  });
  expect(isAnswerable('…!?')).toBe(false);
  expect(isAnswerable('日')).toBe(true);
  expect(isAnswerable(' 7 ')).toBe(true);
});
