import type { Country } from './country.ts';
import { deviceOf } from './device.ts';
import { coarseNetwork } from './network.ts';

/** Where somebody acts from, as far as we keep it. */
export type Origin = {
  /** What people would call the device: "Firefox on Linux". */
  device: string;
  /** "203.0.113.0/24"; null where the address is none. */
  network: string | null;
};

/** Where a request came from, by what its browser says and by its address, of which only the network is kept. */
export function originOf(userAgent: string | undefined, address: string): Origin {
  return { device: deviceOf(userAgent), network: coarseNetwork(address) };
}

export type { Country };
