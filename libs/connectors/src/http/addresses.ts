import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Thrown when a list of addresses cannot be read. Names the entry. */
export class AddressListError extends Error {
  override readonly name = 'AddressListError';
}

/** Reads addresses and networks (`10.1.2.3`, `10.0.0.0/8`, `fd00::/8`). Throws `AddressListError`. */
export function addressList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    if (family === 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
      throw new AddressListError(`${entry}: no address and no network`);
    list.addSubnet(address, bits === undefined ? most : Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** An address with a zone (`fe80::1%eth0`) is on no list: it has a meaning on this machine alone. */
export function isListed(list: BlockList, { address }: Pick<ResolvedAddress, 'address'>): boolean {
  if (address.includes('%')) return false;
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** All that is handed out of IPv6 for use between networks. What lies outside leads inwards, by whatever old way of embedding IPv4. */
const GLOBAL_IPV6 = addressList(['2000::/3']);

/** What the library takes for an address of the open internet and is none: other IPv6, and every address of this machine. */
export function leadsInwards(resolved: ResolvedAddress): boolean {
  if (isIP(resolved.address) === 6 && !isListed(GLOBAL_IPV6, resolved)) return true;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return isListed(addressList(own.map(({ address }) => address)), resolved);
}
