import { BlockList, isIP } from 'node:net';
import { SetupError } from '@tonearm/core';

/** What lies behind these is nobody's radio station (IANA IPv4 Special-Purpose Address Registry). */
const INNER_IPV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  // The machine behind the machines of one big cloud.
  '168.63.129.16/32',
];
/** Everything that is in use (IANA IPv6 Global Unicast Address Assignments); what is not in it is inner, mapped or translated. */
const OUTER_IPV6 = ['2000::/3'];
/** Inside it: Teredo and other protocols, documentation, 6to4. Some hold an IPv4 address that would be reached in the end. */
const INNER_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** Names that mean something only on the inside (RFC 6761, 6762, 8375, 9476). */
const INNER_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|home\.arpa|lan|onion|test|invalid|alt)$/;

/** Below, only these serve audio; above, these serve something that must not be talked to by somebody else’s link. */
const LOW_PORTS: ReadonlySet<number> = new Set([80, 443]);
const SERVICE_PORTS: ReadonlySet<number> = new Set([
  ...[1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432],
  ...[5900, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9200, 9300, 10_080, 10_250, 11_211],
  27_017,
]);
const HIGH_PORT = 1024;

const HOST_NAME = /^(?=.{1,253}$)(?!-)[a-z\d-]+(?:\.[a-z\d-]+)*$/;
/** A wider network is a typing error: it would allow nearly everything. */
const WIDEST_PREFIX = 8;

/** Why a link is not followed. */
export type Forbidden = 'scheme' | 'credentials' | 'port' | 'inner-network';

/**
 * Where links may lead: to the public internet, and to what the operator has allowed. Asked about each link, each
 * redirect, and each address that a name turns out to have.
 */
export class NetworkPolicy {
  readonly #inner = networks(INNER_IPV4, INNER_IPV6);
  readonly #outer = networks([], OUTER_IPV6);
  readonly #allowed = new BlockList();
  readonly #allowedHosts = new Set<string>();

  /**
   * @param allow host names, addresses, and networks like `192.168.1.0/24`, whatever is said about them otherwise
   * @throws SetupError for what is none of them, and for a network that is nearly everything
   */
  constructor(allow: readonly string[] = []) {
    for (const entry of allow) {
      if (addNetwork(this.#allowed, entry)) continue;
      if (isIP(entry) !== 0) this.#allowed.addAddress(entry, familyOf(entry));
      else if (HOST_NAME.test(entry)) this.#allowedHosts.add(entry);
      else throw nonsense(entry);
    }
  }

  /** Why nobody may be asked for this link; `undefined` when its name may be looked up, and its address, if it is one, be reached. */
  check(url: URL): Forbidden | undefined {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'scheme';
    if (url.username !== '' || url.password !== '') return 'credentials';
    const host = hostOf(url);
    if (this.#allowedHosts.has(host)) return undefined;
    if (isIP(host) !== 0) {
      if (!this.allows(host, host)) return 'inner-network';
      return this.#isAllowed(host) || isUsualPort(url) ? undefined : 'port';
    }
    // An operator may have allowed the network that such a name leads to: then its address is what counts.
    if (isInnerName(host) && this.#allowed.rules.length === 0) return 'inner-network';
    return isUsualPort(url) ? undefined : 'port';
  }

  /** Whether the address, which `host` turned out to have, may be reached. */
  allows(address: string, host: string): boolean {
    if (this.#allowedHosts.has(host) || this.#isAllowed(address)) return true;
    switch (isIP(address)) {
      case 4:
        return !this.#inner.check(address, 'ipv4');
      case 6:
        return !address.includes('%') && this.#outer.check(address, 'ipv6') && !this.#inner.check(address, 'ipv6');
      default:
        return false;
    }
  }

  #isAllowed(address: string): boolean {
    return isIP(address) !== 0 && !address.includes('%') && this.#allowed.check(address, familyOf(address));
  }
}

/** @throws SetupError for what a {@link NetworkPolicy} takes no exception of */
export function checkAllowed(allow: readonly string[]): void {
  void new NetworkPolicy(allow);
}

/** The host without the brackets of an IPv6 address and without the dot that may end a name. */
export function hostOf({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

function isInnerName(host: string): boolean {
  return !host.includes('.') || INNER_NAME.test(host);
}

function isUsualPort({ port }: URL): boolean {
  const number = Number(port);
  return port === '' || LOW_PORTS.has(number) || (number >= HIGH_PORT && !SERVICE_PORTS.has(number));
}

function networks(ipv4: readonly string[], ipv6: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of [...ipv4, ...ipv6]) add(list, network);
  return list;
}

function addNetwork(list: BlockList, entry: string): boolean {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const bits = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || Number(prefix) > bits) return false;
  if (Number(prefix) < WIDEST_PREFIX) throw nonsense(entry);
  add(list, entry);
  return true;
}

function add(list: BlockList, network: string): void {
  const [address = '', prefix] = network.split('/');
  list.addSubnet(address, Number(prefix), familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

function nonsense(entry: unknown): SetupError {
  return new SetupError(
    `allow has to name hosts (radio.example), addresses (127.0.0.1) or networks of at least /${WIDEST_PREFIX} (192.168.1.0/24), not “${String(entry)}”.`,
  );
}
