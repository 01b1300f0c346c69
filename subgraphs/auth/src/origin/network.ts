import { isIP } from 'node:net';
import { clientNetwork } from '@cityevents/service/client-network';

/**
 * The network of an address, coarse enough not to point at a household: the first 24 bits of an IPv4 address, 48 of an
 * IPv6 one. Null for what is no address.
 */
export function coarseNetwork(address: string): string | null {
  // Mapped addresses come out as IPv4, others as their /64.
  const network = clientNetwork(address);
  if (isIP(network) === 4) return `${network.split('.').slice(0, 3).join('.')}.0/24`;
  const groups = network.split(':').slice(0, 3);
  return network.endsWith('::/64') ? `${groups.join(':')}::/48` : null;
}
